/* RE2 is C++; Sources/CRE2 includes its headers. This module carries its link flags. */
