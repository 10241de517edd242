import GateDomain

/// What an evidence picture says about itself: its size, and by how much it was reduced.
struct JPEGSize: Hashable {
    var width: Int
    var height: Int
    /// Pixels of the frame for one of the picture; nil when it does not say.
    var step: Int?

    /// nil for what is no JPEG.
    init?(_ bytes: [UInt8]) {
        guard bytes.count > 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else { return nil }
        var index = 2
        var step: Int?
        while index + 9 < bytes.count, bytes[index] == 0xFF {
            let marker = bytes[index + 1]
            let length = Int(bytes[index + 2]) << 8 | Int(bytes[index + 3])
            guard length >= 2 else { return nil }
            if marker == 0xFE, index + 2 + length <= bytes.count {
                let text = String(decoding: bytes[(index + 4)..<(index + 2 + length)], as: UTF8.self)
                if text.hasPrefix("step=") {
                    step = Int(text.dropFirst(5)).flatMap { (1...64).contains($0) ? $0 : nil }
                }
            }
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                height = Int(bytes[index + 5]) << 8 | Int(bytes[index + 6])
                width = Int(bytes[index + 7]) << 8 | Int(bytes[index + 8])
                self.step = step
                guard width > 0, height > 0 else { return nil }
                return
            }
            index += 2 + length
        }
        return nil
    }
}
