/// Which reader is asked for what is painted beside a container number: size and type, weights.
public enum SmallPrint: String, Sendable, CaseIterable {
    /// The network, and Tesseract where that leaves doubt: one more tare in 47 tables, at three times the cost.
    case both
    case network
    case tesseract
    /// No weights; size and type by the network.
    case none
}
