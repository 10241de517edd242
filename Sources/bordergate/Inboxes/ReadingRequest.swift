import GateDomain
import GateManifests

/// What the process that reads strangers' files is asked: one JSON object a line.
struct ReadingRequest: Codable {
    enum Kind: String, Codable { case declarations, sensors }

    /// Bytes, because file systems know no encoding.
    var path: [UInt8]
    /// For messages.
    var name: String
    var kind: Kind
    /// Bytes that the file may have.
    var limit: Int
    /// Of times without one.
    var timeZone: String?
    var senderTimeZones: [String: String]?
}

/// What it answers: one JSON object a line.
struct ReadingAnswer: Codable {
    /// Why the file is not written to its end, as far as its form tells; nothing else is then said of it.
    var missingEnd: String?
    var declarations: [Declaration] = []
    var notices: [DeclarationNotice] = []
    var events: [SensorEvent] = []
    /// What could not be understood, with the place.
    var errors: [String] = []
    var warnings: [String] = []
}
