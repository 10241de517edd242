import GateDomain
import GateManifests
import GatePipeline

/// Every format that `manifest` understands, for what firms send.
struct ManifestMessageReader: MessageReader {
    private static let name = "message"
    var zones = SenderZones()

    func read(_ bytes: [UInt8]) -> MessageReading {
        let reading = ManifestReader(zones: zones).read(bytes, name: Self.name)
        return MessageReading(
            format: reading.format.rawValue, declarations: reading.declarations, notices: reading.notices,
            problems: reading.problems.map {
                let place =
                    $0.place.hasPrefix(Self.name + ": ") ? String($0.place.dropFirst(Self.name.count + 2)) : $0.place
                return MessageReading.Problem(position: place, message: $0.message, isError: $0.severity == .error)
            })
    }
}
