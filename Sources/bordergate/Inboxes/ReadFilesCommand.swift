import Foundation
import GateDomain
import GateManifests
import GatePipeline

/// The other end of `FileReader`: reads strangers' files in a process of its own, so that none of them can stop the gate or fill it.
struct ReadFilesCommand: Command {
    static let name = "read-files"
    static let help = """
        bordergate read-files                              used by `run`: reads files of its inboxes in a process of their own

        Takes requests from standard input, one JSON object a line, and answers each with one line. Memory is bounded, and a file
        that takes more than \(secondsAFile) s ends the process.
        """
    static let flags: Set<String> = []
    static let options: Set<String> = []

    /// More than the gate waits: it ends a reader whose gate has died.
    private static let secondsAFile: UInt32 = 60
    private static let memoryBytes: rlim_t = 4 << 30

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        var memory = rlimit(rlim_cur: memoryBytes, rlim_max: memoryBytes)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &memory)
        while let line = readLine() {
            alarm(secondsAFile)
            let request = try JSONDecoder().decode(ReadingRequest.self, from: Data(line.utf8))
            Terminal.line(try JSONLine.encode(answer(request)))
            alarm(0)
        }
        return .done
    }

    private static func answer(_ request: ReadingRequest) -> ReadingAnswer {
        var answer = ReadingAnswer()
        let descriptor = open(
            request.path.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            answer.errors.append("\(request.name): cannot be read (\(String(cString: strerror(errno))))")
            return answer
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        let data: Data
        do {
            data = try handle.read(upToCount: request.limit + 1) ?? Data()
        } catch {
            answer.errors.append("\(request.name): cannot be read (\(error.localizedDescription))")
            return answer
        }
        guard data.count <= request.limit else {
            answer.errors.append("\(request.name): more than the \(request.limit) bytes that are read; split the file")
            return answer
        }
        let bytes = [UInt8](data)
        if let missing = FileEnd.missing(in: bytes) {
            answer.missingEnd = missing
            return answer
        }
        switch request.kind {
        case .declarations:
            let zones = SenderZones(named: request.timeZone, senders: request.senderTimeZones ?? [:])
            let reading = ManifestReader(zones: zones).read(bytes, name: request.name)
            answer.declarations = reading.declarations.enumerated().map { index, declaration in
                var declaration = declaration
                declaration.source = reading.source(index)
                return declaration
            }
            answer.notices = reading.notices
            for problem in reading.problems {
                if problem.severity == .error {
                    answer.errors.append("\(problem)")
                } else {
                    answer.warnings.append("\(problem)")
                }
            }
        case .sensors:
            let file = SensorFile(data, name: request.name)
            (answer.events, answer.errors) = (file.events, file.problems)
        }
        return answer
    }
}
