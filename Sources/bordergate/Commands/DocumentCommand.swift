import Foundation
import GateDomain
import GatePeople
import GatePipeline

struct DocumentCommand: Command {
    static let name = "document"
    static let help = """
        bordergate document [--at TIME] LINE LINE [LINE]   the machine-readable zone of a document, as a reader gives it

        Two lines of 44 or 36 characters, or three of 30 (ICAO 9303): fields, which check digits hold, what no document says. One JSON
        object. Nothing is repaired; names and states have no check digit. Pictures of documents are not read yet.
          --at TIME      RFC 3339; expired by then? Now, unless given
        """
    static let flags: Set<String> = []
    static let options: Set<String> = ["--at"]

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let lines = try arguments.operands(atLeast: 2, called: "LINE")
        var at = SystemSupervisorClock().now()
        if let text = arguments.last("--at") {
            guard let instant = Instant(rfc3339: text) else {
                throw UsageError("--at takes an RFC 3339 time such as 2026-03-02T03:00:00Z")
            }
            at = instant
        }
        let line = DocumentLine(lines, MachineReadableZone(lines: lines), at: at)
        Terminal.line(try JSONLine.encode(line))
        return line.status == .verified ? .done : .failedInput
    }
}

/// A document as one line.
private struct DocumentLine: Encodable {
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
    var checks: [String: Bool]?
    var status: MachineReadableZone.Status
    var findings: [String]?
    var expired: Bool?
    var ambiguous: [String]?

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
        checks = Dictionary(uniqueKeysWithValues: zone.checks.map { ($0.key.rawValue, $0.value) })
        findings = zone.findings
        expired = zone.isExpired(at: instant)
        ambiguous = zone.ambiguous
    }
}
