import GateDomain
import GatePeople

/// A document as one line.
struct DocumentLine: Encodable {
    /// A character that is not sure, and what else it may be.
    struct Doubt: Encodable {
        var line: Int
        var column: Int
        var confidence: Double
        var alternatives: String
    }

    var file: String?
    var mrz: [String]
    var format: MachineReadableZone.Format?
    var documentType: String?
    var issuer: String?
    var number: String?
    var nationality: String?
    var birthDate: String?
    var sex: String?
    var expiryDate: String?
    var surname: String?
    var givenNames: String?
    var namesMayBeCut: Bool?
    var optional: String?
    /// null: not seen.
    var checks: [String: Bool?]?
    var status: MachineReadableZone.Status
    var findings: [String]?
    var expired: Bool?
    var ambiguous: [String]?
    /// From 0 to 1, for each character of each line; text that a reader gave has none.
    var confidence: [[Double]]?
    var doubts: [Doubt]?
    var corners: Quad?

    init(_ lines: [String], _ zone: MachineReadableZone?, at instant: Instant) {
        mrz = zone?.lines ?? lines
        status = zone?.status ?? .unread
        guard let zone else { return }
        format = zone.format
        documentType = zone.documentType
        issuer = zone.issuer
        number = zone.number
        nationality = zone.nationality
        birthDate = zone.birthDate(at: instant)
        sex = zone.sex
        expiryDate = zone.expiryDate(at: instant)
        surname = zone.surname
        givenNames = zone.givenNames
        namesMayBeCut = zone.namesMayBeCut
        optional = zone.optional
        checks = Dictionary(
            uniqueKeysWithValues: zone.checks.map { ($0.key.rawValue, zone.unseen.contains($0.key) ? nil : $0.value) })
        findings = zone.findings
        expired = zone.isExpired(at: instant)
        ambiguous = zone.ambiguous
    }

    init(file: String, _ read: FormRead?, _ zone: MachineReadableZone?, at instant: Instant) {
        self.init([], zone, at: instant)
        self.file = file
        guard let read, zone != nil else { return }
        corners = read.corners
        confidence = read.lines.map { $0.map { (($0?.best.probability ?? 0) * 1000).rounded() / 1000 } }
        doubts = read.lines.enumerated().flatMap { row, line in
            line.enumerated().compactMap { column, character in
                guard let character else { return Doubt(line: row, column: column, confidence: 0, alternatives: "") }
                guard character.best.probability < 0.9 else { return nil }
                return Doubt(
                    line: row, column: column, confidence: (character.best.probability * 1000).rounded() / 1000,
                    alternatives: String(character.alternatives.prefix(4).map(\.character)))
            }
        }
    }

    private enum CodingKeys: String, CodingKey {
        case file, mrz, format, documentType, issuer, number, nationality, birthDate, sex, expiryDate, surname
        case givenNames, namesMayBeCut, optional, checks, status, findings, expired, ambiguous, confidence, doubts
        case corners
    }
}
