public import GateDomain
import GateFusion
public import GatePipeline

extension SQLiteStore {
    public nonisolated func keep(_ picture: EvidencePicture) throws -> String {
        if let space = StoreSpace(at: evidence.path), space.level == .scarce {
            throw StoreError(
                "\(evidence.path): the disk is nearly full (\(space.free >> 20) MiB are left); this evidence picture is given "
                    + "up, so that records can be kept: make room", kind: .full)
        }
        return try evidence.keep(picture.jpeg)
    }

    public func commit(_ sighting: Sighting) throws -> CommitOutcome {
        let payload = try CanonicalJSON.encode(sighting)
        let (kind, text) = Self.summary(of: sighting)
        return try audit.transaction {
            try connection.run(
                "INSERT INTO sightings VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO NOTHING",
                [
                    .text(sighting.id), .text(sighting.place.lane.gate), .text(sighting.place.lane.lane),
                    .text(sighting.place.camera), .integer(sighting.settled.microseconds), .text(kind),
                    text.map { .text($0) } ?? .null, .text(payload), .text(Hashing.sha256Hex(Array(payload.utf8))),
                ])
            guard connection.changes > 0 else { return .known }
            for (ordinal, sha256) in sighting.evidence.enumerated() {
                try connection.run(
                    "INSERT INTO sighting_evidence VALUES (?,?,?)",
                    [.text(sighting.id), .integer(Int64(ordinal)), .text(sha256)])
            }
            audit.append(
                at: sighting.settled, actor: "gate", action: "sighting.settled", subject: sighting.id, before: nil,
                after: nil)
            return .new
        }
    }

    public func commit(_ verdict: Verdict, of passage: Passage) throws -> Verdict {
        let passageJSON = try CanonicalJSON.encode(passage)
        let verdictJSON = try CanonicalJSON.encode(verdict)
        return try audit.transaction {
            if let known = try connection.run("SELECT verdict FROM passages WHERE id = ?", [.text(passage.id)])
                .first
            {
                return try CanonicalJSON.decode(
                    Verdict.self, from: known[0].text, of: "passage \(passage.id)", in: path)
            }
            try connection.run(
                "INSERT INTO passages VALUES (?,?,?,?,?,?)",
                [
                    .text(passage.id), .text(passage.place.gate), .text(passage.place.lane),
                    .integer(passage.decided.microseconds), .text(passageJSON), .text(verdictJSON),
                ])
            for sighting in passage.sightings {
                try connection.run(
                    "INSERT INTO passage_sightings VALUES (?,?) ON CONFLICT DO NOTHING",
                    [.text(sighting.id), .text(passage.id)])
            }
            audit.append(
                at: passage.decided, actor: "gate", action: "passage.seen", subject: passage.id, before: nil,
                after: passageJSON)
            audit.append(
                at: passage.decided, actor: "gate", action: "passage.decided", subject: passage.id, before: nil,
                after: verdictJSON)
            try history.enter(YardMovement(passage, verdict))
            try post("passage.decided", passage.id, verdictJSON)
            try DeskTables.note(verdict, passage, queued: ServiceStore.now, connection, path)
            if verdict.opensCase {
                try insert(ClearanceCase(id: passage.id, opened: passage.decided))
            }
            return verdict
        }
    }

    public func commit(_ event: SensorEvent) throws -> CommitOutcome {
        let payload = try CanonicalJSON.encode(event)
        return try audit.transaction {
            try connection.run(
                "INSERT INTO sensor_events VALUES (?,?,?,?) ON CONFLICT (id) DO NOTHING",
                [
                    .text(event.id), .integer(event.at.microseconds), .text(payload),
                    .text(Hashing.sha256Hex(Array(payload.utf8))),
                ])
            guard connection.changes > 0 else { return .known }
            audit.append(
                at: event.at, actor: "gate", action: "sensor.reported", subject: event.id, before: nil, after: nil)
            return .new
        }
    }

    public func revise(_ verdict: Verdict, of passage: Passage) throws {
        let passageJSON = try CanonicalJSON.encode(passage)
        let verdictJSON = try CanonicalJSON.encode(verdict)
        try audit.transaction {
            guard
                let before = try connection.run(
                    "SELECT payload, verdict FROM passages WHERE id = ?", [.text(passage.id)]
                ).first
            else { throw StoreError("\(path): there is no passage \(passage.id) to revise") }
            try connection.run(
                "UPDATE passages SET payload = ?, verdict = ? WHERE id = ?",
                [.text(passageJSON), .text(verdictJSON), .text(passage.id)])
            audit.append(
                at: passage.decided, actor: "gate", action: "passage.seen", subject: passage.id,
                before: before[0].text, after: passageJSON)
            audit.append(
                at: passage.decided, actor: "gate", action: "passage.decided", subject: passage.id,
                before: before[1].text, after: verdictJSON)
            try history.reenter(YardMovement(passage, verdict))
            try post("passage.revised", passage.id, verdictJSON)
            try DeskTables.note(verdict, passage, queued: ServiceStore.now, connection, path)
            if verdict.opensCase,
                try connection.run("SELECT 1 FROM cases WHERE id = ?", [.text(passage.id)]).first == nil
            {
                try insert(ClearanceCase(id: passage.id, opened: passage.decided))
            }
        }
    }

    private static func summary(of sighting: Sighting) -> (kind: String, text: String?) {
        switch sighting.subject {
        case .plate(let read): ("plate", read.plate.text)
        case .container(let read): ("container", read.number.text)
        case .unreadVehicle: ("unreadVehicle", nil)
        case .cameraDark: ("cameraDark", nil)
        }
    }
}
