import Foundation
import GateDomain
import GatePipeline

/// One process that reads files, one at a time, with a deadline: it is ended when a file takes longer, and a new one is started.
actor FileReader {
    private nonisolated let executor = ThreadExecutor(name: "file reader")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// A file that cannot be read, through its own fault.
    struct Failure: Error, CustomStringConvertible {
        var description: String
        /// The process died, perhaps of something else.
        var mayBeTriedAgain = false
    }

    private static let secondsAFile = 10.0
    private static let answerLimit = 512 << 20

    private var process: Process?
    private var requests: FileHandle?
    private var answers: FileHandle?

    deinit { if let process, process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// - Throws: `Failure` when the file is to blame, another error when no process can be started.
    func read(_ request: ReadingRequest) throws -> ReadingAnswer {
        try start()
        guard let requests, let answers else { throw InboxError("no process to read files in") }
        do {
            try requests.write(contentsOf: Data((try JSONLine.encode(request) + "\n").utf8))
            let line = try self.line(from: answers.fileDescriptor)
            return try JSONDecoder().decode(ReadingAnswer.self, from: line)
        } catch let failure as Failure {
            end()
            throw failure
        } catch {
            end()
            throw Failure(description: "reading it failed (\(error)); it is left unread", mayBeTriedAgain: true)
        }
    }

    private func start() throws {
        if let process, process.isRunning { return }
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [ReadFilesCommand.name]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw InboxError("no process to read files in can be started (\(error.localizedDescription))")
        }
        self.process = process
        requests = input.fileHandleForWriting
        answers = output.fileHandleForReading
    }

    private func end() {
        if let process, process.isRunning { kill(process.processIdentifier, SIGKILL) }
        (process, requests, answers) = (nil, nil, nil)
    }

    /// One line, within the deadline.
    private func line(from descriptor: Int32) throws -> Data {
        let end = ContinuousClock.now + .seconds(Self.secondsAFile)
        var line = Data()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let left = ContinuousClock.now.duration(to: end)
            let milliseconds = Int32(
                clamping: left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000)
            guard milliseconds > 0 else {
                throw Failure(
                    description: "reading it took more than \(Int(saturating: Self.secondsAFile)) s; it is left unread")
            }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, milliseconds) > 0 else { continue }
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else {
                throw Failure(
                    description: "reading it ended the reading process twice; it is left unread", mayBeTriedAgain: true)
            }
            line.append(contentsOf: buffer[..<count])
            if buffer[count - 1] == 10 { return line }
            guard line.count < Self.answerLimit else {
                throw Failure(description: "more is in it than is taken at once; split the file")
            }
        }
    }
}
