import GateDomain

/// Base45 (RFC 9285): bytes in the characters that a QR code packs tightest.
enum Base45 {
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
    private static let values: [Int?] = {
        var values = [Int?](repeating: nil, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = value }
        return values
    }()

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let isPair = index + 1 < bytes.count
            let number = isPair ? Int(bytes[index]) << 8 | Int(bytes[index + 1]) : Int(bytes[index])
            text += [alphabet[number % 45], alphabet[number / 45 % 45]]
            if isPair { text.append(alphabet[number / 2025]) }
            index += 2
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// nil for anything that `encode` does not write.
    static func decode(_ text: Substring) -> [UInt8]? {
        var digits: [Int] = []
        for character in text.utf8 {
            guard let value = values[Int(character)] else { return nil }
            digits.append(value)
        }
        guard digits.count % 3 != 1 else { return nil }
        var bytes: [UInt8] = []
        var index = 0
        while index < digits.count {
            let isTriple = index + 2 < digits.count
            let number = digits[index] + 45 * digits[index + 1] + (isTriple ? 2025 * digits[index + 2] : 0)
            guard number <= (isTriple ? 0xFFFF : 0xFF) else { return nil }
            if isTriple { bytes.append(UInt8(number >> 8)) }
            bytes.append(UInt8(number & 0xFF))
            index += isTriple ? 3 : 2
        }
        return bytes
    }
}
