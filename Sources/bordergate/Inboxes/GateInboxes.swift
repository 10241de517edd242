import GateDomain
import GatePipeline

/// The inboxes of a running gate: what is in their files is understood in other processes and then goes through the gate's doors.
struct GateInboxes {
    let intakes: [Intake]

    /// - Throws: `ConfigurationError` when a folder is missing.
    init(_ configuration: GateConfiguration, into gate: Gate) throws {
        let readers = FileReaders()
        var intakes: [Intake] = []
        func open(_ folder: String?, _ kind: ReadingRequest.Kind) throws {
            guard let folder else { return }
            do throws(InboxError) {
                intakes.append(
                    try Intake(
                        folder: folder,
                        take: { try await Self.take($0, kind, configuration, readers, gate) },
                        complain: { await gate.complain($0) },
                        changed: { await gate.note($0) }))
            } catch {
                throw ConfigurationError(path: folder, error.description)
            }
        }
        try open(configuration.declarationInbox, .declarations)
        try open(configuration.sensorInbox, .sensors)
        self.intakes = intakes
    }

    private static func take(
        _ file: InboxFile, _ kind: ReadingRequest.Kind, _ configuration: GateConfiguration, _ readers: FileReaders,
        _ gate: Gate
    ) async throws -> IntakeOutcome {
        let answer: ReadingAnswer
        do {
            answer = try await readers.read(
                ReadingRequest(
                    path: file.path.dropLast().map { UInt8(bitPattern: $0) }, name: file.name, kind: kind,
                    limit: file.limit, timeZone: configuration.timeZone, senderTimeZones: configuration.senderTimeZones)
            )
        } catch let failure as FileReader.Failure {
            return .refused([failure.description])
        }
        if let missing = answer.missingEnd { return .unfinished(missing) }
        for warning in answer.warnings { await gate.warn(warning) }
        let kept = try await DeclarationIntake(store: gate.store)
            .keep(answer.declarations, answer.notices, of: file.name)
        for declaration in kept.standing { await gate.add(declaration) }
        for remark in kept.remarks { await gate.complain(remark) }
        for event in answer.events { try await gate.add(event) }
        let reasons = answer.errors + kept.conflicts
        return reasons.isEmpty ? .taken : .refused(reasons)
    }
}
