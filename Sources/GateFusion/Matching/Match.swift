import GateDomain

/// The declaration that fits a passage best, with how each field fits.
struct Match {
    var declaration: Declaration
    /// Log-likelihood ratio of the declared texts against unrelated ones, given the reads.
    var score: Double
    /// nil when the field was not seen or not declared.
    var tractor: Resemblance?
    var trailer: Resemblance?
    /// Declared container numbers that were seen, exactly.
    var containers: Set<String>
}
