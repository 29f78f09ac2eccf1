# Makes short documents out of the samples that it reads: `wanted` files of them in folders below `folder`, a thousand in each.
#
# Each is a copy of a sample with words of its paragraphs swapped and a number of its own, so that no two are alike.

FNR == 1 { files++ }
{ line[files, FNR] = $0; lines[files] = FNR }
function random(below) { seed = (seed * 69069 + 12345) % 4294967296; return int(seed / 65536) % below }
# Two words of a long line change places: its layout and its length stay.
function varied(text,    count, word, a, b, kept, i) {
  count = split(text, word, " ")
  if (count < 12 || text ~ /^ /) return text
  a = 3 + random(count - 4); b = 3 + random(count - 4)
  kept = word[a]; word[a] = word[b]; word[b] = kept
  text = word[1]
  for (i = 2; i <= count; i++) text = text " " word[i]
  return text
}
END {
  for (n = 0; n < wanted; n++) {
    seed = n + 1
    random(2)
    sample = n % files + 1
    path = sprintf("%s/%03d/article-%05d.txt", folder, int(n / 1000), n)
    for (i = 1; i <= lines[sample]; i++) print varied(line[sample, i]) > path
    printf "\nRecord %d of the collection.\n", n > path
    close(path)
  }
}
