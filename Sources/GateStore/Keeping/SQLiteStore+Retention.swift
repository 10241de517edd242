import Foundation
public import GateDomain
import GateFusion
public import GatePipeline

/// What has expired, or would.
public struct RetentionReport: Sendable, Hashable {
    /// Pictures of passages that no officer had to see, and of cases.
    public var greenPictures = 0
    public var casePictures = 0
    /// Passages whose driver's number went.
    public var drivers = 0
    /// Files that no row named: what a stop left behind.
    public var strayFiles = 0
    public var isNothing: Bool { self == RetentionReport() }

    public init() {}
}

extension SQLiteStore {
    /// Lets go of what is older than the rules say, a piece in each transaction, so that a gate can go on in between. What goes is said
    /// by the audit chain first: a picture that is missing without that is damage.
    /// - Parameters:
    ///   - isTrial: nothing goes; the report says what would.
    ///   - pause: called between two pieces.
    /// - Throws: `StoreError`.
    public func retain(
        _ rules: RetentionConfiguration, at now: Instant, isTrial: Bool = false,
        pause: @Sendable () async -> Void = {}
    ) async throws -> RetentionReport {
        var report = RetentionReport()
        let green = now.advanced(bySeconds: -rules.greenPictureDays * 86400)
        let cases = now.advanced(bySeconds: -rules.casePictureDays * 86400)
        var last: Picture?
        while true {
            let pictures = try pictures(after: last)
            guard let end = pictures.last else { break }
            last = end
            let expired = pictures.filter { picture in
                switch picture.standing {
                case .green: picture.settled < green
                case .resolved: picture.settled < cases
                case .open: false
                }
            }
            report.greenPictures += expired.count { $0.standing == .green }
            report.casePictures += expired.count { $0.standing == .resolved }
            if !isTrial { try expire(expired, "retention", at: now) }
            await pause()
        }
        if let days = rules.personalDays {
            report.drivers = try await forgetDrivers(
                before: now.advanced(bySeconds: -days * 86400), at: now, isTrial: isTrial, pause)
        }
        if !isTrial {
            report.strayFiles = try evidence.sweep(keeping: connection, olderThan: now.advanced(bySeconds: -86400))
        }
        return report
    }

    /// Makes room on a disk that is filling up: the oldest pictures that no officer had to see go first, those of cases never.
    /// - Parameter isEnough: asked after each piece.
    /// - Returns: pictures that went.
    public func makeRoom(at now: Instant, until isEnough: @Sendable () -> Bool) throws -> Int {
        var count = 0
        var from = Instant.distantPast
        while !isEnough() {
            let rows = try connection.run(
                """
                SELECT e.sighting, e.ordinal, e.sha256, s.settled FROM sightings AS s
                JOIN sighting_evidence AS e ON e.sighting = s.id
                WHERE s.settled >= ? AND NOT EXISTS (
                    SELECT 1 FROM passage_sightings AS p JOIN cases AS c ON c.id = p.passage WHERE p.sighting = s.id)
                ORDER BY s.settled LIMIT 500
                """, [.integer(from.microseconds)])
            // What may still become a case stays: a passage is decided minutes after its sightings.
            let pictures = rows.map { Picture($0, .green) }.filter { $0.settled < now.advanced(bySeconds: -3600) }
            guard let end = pictures.last else { break }
            from = end.settled
            try expire(pictures, "the disk was filling up", at: now)
            count += pictures.count
        }
        return count
    }

    private struct Picture {
        enum Standing { case green, open, resolved }
        var sighting: String
        var ordinal: Int64
        var sha256: String
        var settled: Instant
        var standing: Standing

        init(_ row: [Connection.Value], _ standing: Standing) {
            sighting = row[0].text ?? ""
            ordinal = row[1].integer ?? 0
            sha256 = row[2].text ?? ""
            settled = Instant(microseconds: row[3].integer ?? 0)
            self.standing = standing
        }
    }

    /// The next pictures in the order of the table, with what became of their passages.
    private func pictures(after last: Picture?) throws -> [Picture] {
        try connection.run(
            """
            SELECT e.sighting, e.ordinal, e.sha256, s.settled, (
                SELECT max(c.state <> 'resolved') FROM passage_sightings AS p JOIN cases AS c ON c.id = p.passage
                WHERE p.sighting = e.sighting)
            FROM sighting_evidence AS e JOIN sightings AS s ON s.id = e.sighting
            WHERE (e.sighting, e.ordinal) > (?, ?) ORDER BY e.sighting, e.ordinal LIMIT 1000
            """, [.text(last?.sighting ?? ""), .integer(last?.ordinal ?? -1)]
        ).map { row in
            Picture(row, row[4].integer.map { $0 == 0 ? .resolved : .open } ?? .green)
        }
    }

    private func expire(_ pictures: [Picture], _ reason: String, at now: Instant) throws {
        guard !pictures.isEmpty else { return }
        try audit.transaction {
            for picture in pictures {
                try connection.run(
                    "DELETE FROM sighting_evidence WHERE sighting = ? AND ordinal = ?",
                    [.text(picture.sighting), .integer(picture.ordinal)])
            }
            audit.append(
                at: now, actor: "retention", action: "pictures.expired",
                subject: "\(pictures.count) pictures: \(reason)", before: nil, after: nil)
        }
        for picture in pictures {
            let isNamed = try connection.run(
                "SELECT 1 FROM sighting_evidence WHERE sha256 = ? LIMIT 1", [.text(picture.sha256)])
            if isNamed.isEmpty { unlink(evidence.file(picture.sha256)) }
        }
    }

    // MARK: Drivers

    static let driverExpired = "driver.expired"

    private func forgetDrivers(
        before horizon: Instant, at now: Instant, isTrial: Bool, _ pause: @Sendable () async -> Void
    ) async throws -> Int {
        var count = 0
        var from = Instant.distantPast
        while true {
            let rows = try connection.run(
                """
                SELECT decided, passage FROM ledger WHERE decided >= ? AND decided < ? AND driver IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM cases WHERE id = passage AND state <> 'resolved')
                ORDER BY decided, passage LIMIT 200
                """, [.integer(from.microseconds), .integer(horizon.microseconds)])
            if rows.isEmpty { return count }
            count += rows.count
            // A trial looks on behind what it has counted; what has gone is not found again.
            if isTrial {
                guard let last = rows.last?[0].integer else { return count }
                from = Instant(microseconds: last + 1)
                continue
            }
            try audit.transaction {
                for row in rows { if let id = row[1].text { try forgetDriver(of: id, at: now) } }
            }
            await pause()
        }
    }

    private func forgetDriver(of id: String, at now: Instant) throws {
        guard
            let row = try connection.run("SELECT payload, verdict FROM passages WHERE id = ?", [.text(id)]).first
        else { return }
        var passage = try CanonicalJSON.decode(Passage.self, from: row[0].text, of: "passage \(id)", in: path)
        let verdict = try CanonicalJSON.decode(Verdict.self, from: row[1].text, of: "passage \(id)", in: path)
        for event in passage.readings where event.isDriver {
            try connection.run("DELETE FROM sensor_events WHERE id = ?", [.text(event.id)])
        }
        passage.readings.removeAll(where: \.isDriver)
        try connection.run(
            "UPDATE passages SET payload = ? WHERE id = ?", [.text(try CanonicalJSON.encode(passage)), .text(id)])
        try DeskTables.forgetDriver(of: id, connection)
        try history.reenter(YardMovement(passage, verdict))
        try connection.run(
            "UPDATE audit SET before = NULL, after = NULL WHERE subject = ? AND action = 'passage.seen'", [.text(id)])
        audit.append(
            at: now, actor: "retention", action: Self.driverExpired, subject: id, before: nil, after: nil)
    }
}

extension SensorEvent {
    fileprivate var isDriver: Bool { if case .driver = reading { true } else { false } }
}
