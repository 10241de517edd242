/// What a transaction did to one held row, as the audit record says it: `+NEW table key`, `~OLDNEW table key`, `-OLD table key`,
/// digests as hexadecimal, the key's values between tabulators.
struct RowChange {
    var old: Digest?
    var new: Digest?
    var table: String
    var key: [String]

    var line: String {
        let digests =
            switch (old, new) {
            case (nil, let new?): "+" + new.hexadecimal
            case (let old?, nil): "-" + old.hexadecimal
            case (let old?, let new?): "~" + old.hexadecimal + new.hexadecimal
            case (nil, nil): ""
            }
        return "\(digests) \(table) \(key.map(Self.escaped).joined(separator: "\t"))"
    }

    private static func escaped(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "%") }) else { return value }
        var text = ""
        for scalar in value.unicodeScalars {
            if scalar.value < 0x20 || scalar == "%" {
                text += scalar.value < 16 ? "%0" : "%"
                text += String(scalar.value, radix: 16)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
