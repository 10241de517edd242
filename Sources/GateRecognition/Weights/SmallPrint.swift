/// Which reader is asked for what is painted beside a container number: size and type, weights.
public enum SmallPrint: String, Sendable, CaseIterable {
    /// The network, and Tesseract where that leaves doubt.
    case both
    case network
    case tesseract
    /// No weights; size and type by the network.
    case none
}
