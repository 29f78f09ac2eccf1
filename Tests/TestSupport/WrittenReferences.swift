/// Reference entries of real works, and paragraphs of invented prose, for pages that tests put together.
public enum WrittenReferences {
  public static let entries = [
    "Watson, J. D. & Crick, F. H. C. Molecular structure of nucleic acids. Nature 171, 737\u{2013}738 (1953).",
    "Hershey, A. D. & Chase, M. Independent functions of viral protein. J. Gen. Physiol. 36, 39\u{2013}56 (1952).",
    "Sanger, F. & Coulson, A. R. A rapid method for determining sequences. J. Mol. Biol. 94, 441\u{2013}448 (1975).",
    "Shannon, C. E. A mathematical theory of communication. Bell Syst. Tech. J. 27, 379\u{2013}423 (1948).",
    "Metropolis, N. & Ulam, S. The Monte Carlo method. J. Am. Stat. Assoc. 44, 335\u{2013}341 (1949).",
    "Noether, E. Invariante Variationsprobleme. Nachr. Ges. Wiss. G\u{F6}ttingen 1918, 235\u{2013}257 (1918).",
  ]

  public static let prose = [
    "The water of the river was brown in spring and green in the summer, and nobody who lived beside it could say in which of the years that they remembered it had been otherwise, though many of them tried to.",
    "We lowered a bottle from the bridge twice a day, and weighed what was in it on the bank. The scale stood on a plank that two of us held while the third one read the figure and the fourth one wrote it down.",
  ]
}
