# The patterns of rule files, and with -v phrases=1 their phrases as well, as regular expressions, one a line. A phrase is a
# whole line.
function unquoted(text) {
  if (text ~ /^'.*'$/) { text = substr(text, 2, length(text) - 2); gsub(/''/, "'", text) }
  else if (text ~ /^".*"$/) { text = substr(text, 2, length(text) - 2); gsub(/\\"/, "\"", text) }
  return text
}
/^ *(patterns|phrases):$/ { kind = $1; depth = match($0, /[^ ]/); next }
kind != "" && /^ *- / && match($0, /[^ ]/) > depth {
  text = $0
  sub(/^ *- /, "", text)
  text = unquoted(text)
  if (kind == "phrases:" && !phrases) next
  if (kind == "phrases:") { gsub(/[][\\.^$|?*+(){}]/, "\\\\&", text); text = "^" text "$" }
  print text
  next
}
/[^ ]/ { kind = "" }
