# Makes pages as long as those of publishers' sites, out of the samples that it reads: `wanted` files of them in folders below
# `folder`, a thousand in each.
#
# A page is a sample whose parts have grown. Its sections and its reference list come again and again in the sample's own
# layout, with sentences of all samples mixed anew, and with words and numbers changed, so that no two paragraphs or
# references are alike; around it stand lines of its menus, which do come back, and titles of other articles. There is of
# each as much as in 675 texts of real pages: 95 KB on average, a tenth of them below 22 KB and a tenth above 173 KB; half
# of it sections, a fifth references, a fifth other lines, of 45 bytes each.

FNR == 1 { files++ }
{ line[files, FNR] = $0; lines[files] = FNR }

function random(below) { seed = (seed * 69069 + 12345) % 4294967296; return int(seed / 65536) % below }

function is_prose(text,    words) { return length(text) > 55 && split(text, words, " ") > 8 && text !~ /^ *[*•\[0-9]/ }

# Other numbers in the same places; years stay years, and DOIs begin with 10.
function renumbered(text,    before, number) {
  before = ""
  while (match(text, /[0-9]+/)) {
    number = substr(text, RSTART, RLENGTH)
    if (number ~ /^(19|20)[0-9][0-9]$/) number = 1970 + random(54)
    else if (number == 10) number = 10
    else if (RLENGTH < 4) number = substr(101 + random(899), 1, RLENGTH)
    else number = substr(100001 + random(65000), 1, 5) substr(number, 6)
    before = before substr(text, 1, RSTART - 1) number
    text = substr(text, RSTART + RLENGTH)
  }
  return before text
}

# Two words change places, and one becomes another.
function varied(text,    count, word, a, b, kept, i) {
  count = split(text, word, " ")
  if (count < 5) return text
  a = 2 + random(count - 3); b = 2 + random(count - 3)
  kept = word[a]; word[a] = word[b]; word[b] = kept
  word[2 + random(count - 3)] = vocabulary[1 + random(words)]
  text = word[1]
  for (i = 2; i <= count; i++) text = text " " word[i]
  return text
}

# The sentences of a paragraph, and its longer words.
function learn(text,    count, part, i) {
  gsub(/ +/, " ", text)
  gsub(/[.] /, ".\n", text)
  count = split(text, part, "\n")
  for (i = 1; i <= count; i++) if (length(part[i]) > 40 && part[i] ~ /^[A-Z].*[.]$/) sentence[++sentences] = part[i]
  count = split(text, part, /[^A-Za-z]+/)
  for (i = 1; i <= count; i++) if (length(part[i]) > 5 && part[i] ~ /^[a-z]+$/) vocabulary[++words] = part[i]
}

# Where a sample's parts begin, and how its lines are made.
function survey(f,    i, paragraph, last, text) {
  for (i = 1; i <= lines[f]; i++) {
    text = line[f, i]
    if (text ~ /^[ #0-9.]*(Introduction|INTRODUCTION|Einleitung)$/ && !references[f]) body[f] = i
    if (body[f] && !references[f] && text ~ /^[ #0-9.]*(References|REFERENCES|Literatur)$/) references[f] = i
    if (is_prose(text)) {
      if (length(text) > longest[f]) longest[f] = length(text)
      paragraph = paragraph " " text
    } else {
      if (paragraph != "") learn(paragraph (text == "" ? "" : " " text))
      paragraph = ""
    }
    if (references[f] && i > references[f] && (!last || i - last < 10) && text ~ /(19|20)[0-9][0-9]/ && text !~ /©|opyright/)
      last = entries[f] = i
    if (text == "" && body[f] && !references[f]) gaps[f]++
  }
  if (!entries[f]) return
  while (line[f, entries[f] + 1] ~ /Scholar|PubMed|article|Scopus/) entries[f]++
  for (i = 1; i <= lines[f]; i++) {
    text = line[f, i]
    if ((i < body[f] || i > entries[f]) && length(text) > 2 && length(text) < 60 && text !~ /^[ #0-9.]*(Abstract|References|REFERENCES|Literatur)?$/)
      menu[f, ++menus[f]] = text
  }
  for (i = 1; i <= entries[f]; i++) {
    text = line[f, i]
    if (match(text, /\]\([h#][^)]*/)) address[f] = substr(text, RSTART + 2, RLENGTH - 2)
    if (text ~ /\[[0-9]+\][A-Za-z]/) isNumbered[f] = 1
  }
  usable[++kinds] = f
}

# A sentence of any sample, changed; in layouts that have links it cites something as they do.
function new_sentence(f,    text) {
  text = varied(sentence[1 + random(sentences)])
  cited++
  if (isNumbered[f]) sub(/ [a-z]+[.]$/, " [" cited "]&", text)
  else if (address[f]) text = text " [[" cited % 50 + 1 "](" renumbered(address[f]) ")]"
  return text
}

function put(text) { print text > path; written += length(text) + 1 }

# A paragraph in the sample's layout.
function put_paragraph(f, indent,    text, i, count, word, row) {
  text = ""
  for (i = 3 + random(5); i > 0; i--) text = text (text == "" ? "" : " ") new_sentence(f)
  if (longest[f] > 100) return put(indent text)
  count = split(text, word, " ")
  row = indent word[1]
  for (i = 2; i <= count; i++) {
    if (length(row) + length(word[i]) > 76) { put(row); row = indent word[i] } else row = row " " word[i]
  }
  put(row)
}

function put_body(f, size,    end, i, text, is_inside) {
  end = written + size
  while (written < end) {
    is_inside = 0
    for (i = body[f]; i < references[f] && written < end; i++) {
      text = line[f, i]
      if (is_prose(text)) {
        if (is_inside && longest[f] <= 100) continue
        match(text, /^ */)
        put_paragraph(f, substr(text, 1, RLENGTH))
        if (gaps[f] > 3) put("")
        put_paragraph(f, substr(text, 1, RLENGTH))
        is_inside = 1
      } else if (text == "" || !is_inside || longest[f] > 100) {
        put(i == body[f] ? text : renumbered(text))
        is_inside = 0
      }
    }
  }
}

function put_references(f, size,    end, i, text, mark, number, own) {
  end = written + size
  put(line[f, references[f]])
  while (written < end) {
    own = 0
    for (i = references[f] + 1; i <= entries[f]; i++) {
      text = line[f, i]
      mark = ""
      if (match(text, /^ *\[?[0-9]+[\].]?/) && substr(text, 1, RLENGTH) + 0 == 0 + own + 1 || match(text, /^ *\[[0-9]+\]/)) {
        own++
        mark = substr(text, 1, RLENGTH)
        text = substr(text, RLENGTH + 1)
        sub(/[0-9]+/, ++number, mark)
      }
      put(mark (text ~ /[0-9]/ || length(text) < 25 ? renumbered(text) : renumbered(varied(text))))
    }
  }
}

# Lines of menus, and titles of other articles under them.
function put_menu(f, size,    end, text, mark, word, i) {
  end = written + size
  while (written < end) {
    text = menu[f, 1 + random(menus[f])]
    if (random(2)) {
      match(text, /^[ *•\[]*/)
      mark = substr(text, 1, RLENGTH)
      split(sentence[1 + random(sentences)], word, " ")
      text = mark word[1]
      for (i = 2; i <= 5 + random(5) && word[i] != ""; i++) text = text " " word[i]
    }
    put(text)
  }
}

END {
  for (f = 1; f <= files; f++) survey(f)
  sizes = split("0.15 0.35 0.6 0.75 0.85 1 1.2 1.5 1.9 2.3", size, " ")
  for (n = 0; n < wanted; n++) {
    seed = n + 1
    random(2)
    f = usable[n % kinds + 1]
    scale = size[1 + random(sizes)]
    path = sprintf("%s/%03d/page-%05d.txt", folder, int(n / 1000), n)
    written = cited = 0
    put_menu(f, 7000 * scale)
    for (i = 1; i < body[f]; i++) put(line[f, i])
    put_body(f, 47000 * scale)
    put_references(f, 17000 * scale)
    for (i = entries[f] + 1; i <= lines[f]; i++) put(line[f, i])
    put_menu(f, 13000 * scale)
    put("Page " n " of the collection.")
    close(path)
  }
}
