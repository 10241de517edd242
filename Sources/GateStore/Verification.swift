import Foundation
import GateDomain
import GatePipeline

/// What `verify` looked at and found.
public struct VerifyReport: Sendable, Hashable {
    public var auditRecords = 0
    public var sightings = 0
    public var sensorEvents = 0
    public var passages = 0
    public var pictures = 0
    /// A line for each record that does not fit, naming it; empty when all is intact.
    public var failures: [String] = []
}

/// One look at everything a store holds.
struct Verification {
    let connection: Connection
    let evidence: EvidenceFolder

    func run() throws -> VerifyReport {
        var report = VerifyReport()
        // The last word of the audit log on each thing.
        var passages: [String: String] = [:]
        var verdicts: [String: String] = [:]
        var cases: [String: String] = [:]
        var declarations: [String: String] = [:]
        var notices: [String: String] = [:]
        var failures: [String] = []
        report.auditRecords = try AuditLog(connection: connection).walk { record in
            switch record.action {
            case "passage.seen": passages[record.subject] = record.after
            case "passage.decided": verdicts[record.subject] = record.after
            case "declaration.taken": declarations[record.subject] = record.after
            case "notice.taken": notices[record.subject] = record.after
            case _ where record.action.hasPrefix("case."): cases[record.subject] = record.after
            default: failures.append("audit record \(record.sequence): unknown action \"\(record.action)\"")
            }
        } fail: {
            failures.append($0)
        }

        var sightings: Set<String> = []
        try connection.each("SELECT id, payload, sha256 FROM sightings ORDER BY id") { row in
            let id = row[0].text ?? ""
            sightings.insert(id)
            if Hashing.sha256Hex(Array((row[1].text ?? "").utf8)) != row[2].text {
                failures.append("sighting \(id): changed after it was written")
            }
        }
        report.sightings = sightings.count
        if try Schema.has("sensor_events", connection) {
            try connection.each("SELECT id, payload, sha256 FROM sensor_events ORDER BY id") { row in
                report.sensorEvents += 1
                if Hashing.sha256Hex(Array((row[1].text ?? "").utf8)) != row[2].text {
                    failures.append("sensor event \(row[0].text ?? ""): changed after it was written")
                }
            }
        }

        try connection.each("SELECT id, payload, verdict FROM passages ORDER BY id") { row in
            let id = row[0].text ?? ""
            report.passages += 1
            if passages.removeValue(forKey: id) != row[1].text {
                failures.append("passage \(id): not as the audit log has it")
            }
            if verdicts.removeValue(forKey: id) != row[2].text {
                failures.append("verdict of passage \(id): not as the audit log has it")
            }
        }
        for id in passages.keys.sorted() { failures.append("passage \(id): in the audit log, but missing") }
        try connection.each("SELECT id, payload FROM cases ORDER BY id") { row in
            let id = row[0].text ?? ""
            if cases.removeValue(forKey: id) != row[1].text {
                failures.append("case \(id): not as the audit log has it")
            }
        }
        for id in cases.keys.sorted() { failures.append("case \(id): in the audit log, but missing") }
        try connection.each("SELECT reference, version, payload FROM declarations ORDER BY reference, version") { row in
            let subject = "\(row[0].text ?? "") v\(row[1].integer ?? 0)"
            if declarations.removeValue(forKey: subject) != row[2].text {
                failures.append("declaration \(subject): not as the audit log has it")
            }
        }
        for id in declarations.keys.sorted() { failures.append("declaration \(id): in the audit log, but missing") }
        if try Schema.has("notices", connection) {
            try connection.each("SELECT reference, version, kind, payload FROM notices ORDER BY 1, 2, 3") { row in
                let subject = "\(row[0].text ?? "") v\(row[1].integer ?? 0) \(row[2].text ?? "")"
                if notices.removeValue(forKey: subject) != row[3].text {
                    failures.append("notice \(subject): not as the audit log has it")
                }
            }
        }
        for id in notices.keys.sorted() { failures.append("notice \(id): in the audit log, but missing") }

        try connection.each("SELECT sighting, passage FROM passage_sightings ORDER BY sighting") { row in
            guard let sighting = row[0].text, !sightings.contains(sighting) else { return }
            failures.append("sighting \(sighting) of passage \(row[1].text ?? ""): missing")
        }
        try connection.each("SELECT DISTINCT sha256 FROM sighting_evidence ORDER BY sha256") { row in
            let sha256 = row[0].text ?? ""
            report.pictures += 1
            guard let bytes = evidence.bytes(sha256) else {
                failures.append("evidence \(evidence.file(sha256)): missing")
                return
            }
            if Hashing.sha256Hex(bytes) != sha256 {
                failures.append("evidence \(evidence.file(sha256)): changed after it was written")
            }
        }
        report.failures = failures
        return report
    }
}
