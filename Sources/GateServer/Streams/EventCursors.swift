import GateDomain

/// Places in the order of events as clients hold them: bound to their channel, and not to be made up.
struct EventCursors: Sendable {
    let secrets: Secrets

    func text(_ sequence: Int64, channel: String) -> String {
        let number = String(UInt64(bitPattern: sequence), radix: 16)
        let padded = String(repeating: "0", count: 16 - number.count) + number
        return padded + secrets.code("cursor", "\(channel) \(padded)", bytes: 8)
    }

    /// nil for a cursor that this gate did not give for this channel.
    func sequence(_ text: String, channel: String) -> Int64? {
        guard text.utf8.count == 32, let number = UInt64(text.prefix(16), radix: 16) else { return nil }
        let sequence = Int64(bitPattern: number)
        return Secrets.equal(self.text(sequence, channel: channel), text) ? sequence : nil
    }
}
