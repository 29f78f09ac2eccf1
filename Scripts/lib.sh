# Shared by the scripts in this folder; not run by itself. Needs $root, the repository's folder.

say() { printf '%s\n' "$*"; }

# The system libraries that Package.swift names, by package manager.
apt_packages="libyaml-dev libre2-dev libssl-dev libuchardet-dev libgumbo-dev zlib1g-dev libzstd-dev libbz2-dev
  liblzma-dev libbrotli-dev libarchive-dev pkg-config"
brew_packages="libyaml re2 openssl@3 uchardet gumbo-parser zstd xz brotli libarchive pkg-config"

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    say "error: installing system packages needs root, and there is no sudo. Install these yourself: $missing" >&2
    exit 1
  fi
}

# Installs what is missing, and nothing else. Says something only when it does.
install_system_packages() {
  missing=""
  if command -v dpkg-query >/dev/null 2>&1; then
    # One question for all of them: a package that was never known answers on standard error.
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $apt_packages pkgconf 2>/dev/null | sed -n 's/ installed$//p')
    for package in $apt_packages; do
      # pkgconf does pkg-config's work on newer systems.
      case " $(printf '%s ' $installed) " in
        *" $package "*) ;;
        *" pkgconf "*) [ "$package" = pkg-config ] || missing="$missing $package" ;;
        *) missing="$missing $package" ;;
      esac
    done
    [ -z "$missing" ] && return 0
    say "installing:$missing"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
  elif command -v brew >/dev/null 2>&1; then
    installed=$(brew list --formula -1)
    for package in $brew_packages; do
      printf '%s\n' "$installed" | grep -qx "$package" || missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    say "installing:$missing"
    brew install --quiet $missing
  else
    say "note: no apt or Homebrew here. Fettle needs libyaml, RE2, libcrypto, uchardet, gumbo, zlib, libzstd, libbz2, liblzma, brotli, libarchive and pkg-config with their headers." >&2
  fi
}

need_swift() {
  command -v swift >/dev/null 2>&1 && return 0
  say "error: there is no swift on the path. Fettle needs Swift 6.2 or newer: https://www.swift.org/install" >&2
  exit 1
}

# Whether anything that the binary is made from is newer than it.
is_stale() {
  [ -x "$1" ] || return 0
  [ -n "$(find "$root/Package.swift" "$root/Package.resolved" "$root/Sources" -newer "$1" -print 2>/dev/null | head -n 1)" ]
}

# Builds the release binary if it is missing or stale.
build_release() {
  local binary="$root/.build/release/fettle"
  is_stale "$binary" || return 0
  need_swift
  install_system_packages
  mkdir -p "$root/.build"
  say "building" >&2
  (cd "$root" && swift build -c release --product fettle) >"$root/.build/run-build.log" 2>&1 || {
    cat "$root/.build/run-build.log" >&2
    say "error: the build failed; its output is above" >&2
    exit 1
  }
  # A build that had nothing to do leaves the binary's date alone.
  touch "$binary"
}
