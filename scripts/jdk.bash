# What the scripts need to know about a Java installation; to be sourced, not started.
# Written for bash 3.2 too: that is what macOS has.

# The lowest feature version that TLO runs on.
readonly lowest_feature=17

# read_java JAVA: asks the java launcher JAVA about itself and sets
#   java_home     its installation, links resolved
#   java_version  17.0.15
#   java_feature  17
# Fails when it cannot be started or answers nothing of use.
read_java() {
  local settings
  java_home='' java_version='' java_feature=''
  settings=$("$1" -XshowSettings:properties -version 2>&1) || return 1
  java_home=$(property java.home "$settings")
  java_version=$(property java.version "$settings")
  java_feature=$(property java.specification.version "$settings")
  java_feature=${java_feature#1.}
  case $java_feature in
    '' | *[!0-9]*) return 1 ;;
  esac
  java_home=$(cd -P "$java_home" 2>/dev/null && pwd -P)
}

property() {
  printf '%s\n' "$2" | sed -n "s/^ *$1 = //p" | tr -d '\r'
}
