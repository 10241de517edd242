import Foundation
import GateDomain
import GateIngest
import GatePipeline
import GateRecognition

/// Pictures and frames of videos on which no plate and no container number is to be seen: what is read all the same.
enum NothingBench {
    struct Line: Encodable {
        var file: String?
        var pictures = 0
        /// Plates read with confidence 0.5 and more, and 0.9 and more.
        var plates = 0
        var platesSure = 0
        var containers = 0
        /// What was read, most confident first: the ten worst.
        var worst: [String] = []
    }

    private static let likely = 0.5
    private static let sure = 0.9

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let files = Array(arguments.operands.dropFirst())
        guard !files.isEmpty else {
            throw UsageError("FILE is missing: pictures or videos on which nothing is to be read")
        }
        let every = try arguments.number("--every", default: 1, in: 1...100_000)
        let recognisers = try NeuralRecogniserFactory(
            models: try ModelFolder.find(arguments), pictures: arguments.has("--8bit") ? .eightBit : .full)
        var (all, status) = (Tally(), ExitStatus.done)
        for (index, file) in files.enumerated() {
            Terminal.progress(done: index, of: files.count, file)
            let tally = Tally()
            var failure: (any Error)?
            do {
                try FFmpegSource(
                    location: file, clock: .recording(start: Instant(microseconds: 0), offset: 0), options: .standard
                ).run(
                    epoch: 0,
                    deliver: { frame in
                        defer { tally.frames += 1 }
                        guard tally.frames % every == 0 else { return true }
                        do { tally.note(try recognisers.read(frame)) } catch { tally.failure = error }
                        return tally.failure == nil
                    }, notice: { _ in })
            } catch { failure = error }
            if let failure = failure ?? tally.failure {
                Terminal.error("\(failure)")
                status = .failedInput
            }
            Terminal.clearProgress()
            if files.count > 1 { Terminal.line(try JSONLine.encode(tally.line(of: file))) }
            all = all.joined(with: tally)
        }
        Terminal.line(try JSONLine.encode(all.line(of: nil)))
        return status
    }

    private final class Tally {
        var frames = 0
        var failure: (any Error)?
        private var counts = Line()
        private var reads: [(text: String, confidence: Double)] = []

        func note(_ found: PictureReads) {
            counts.pictures += 1
            counts.plates += found.plates.count { $0.confidence >= likely }
            counts.platesSure += found.plates.count { $0.confidence >= sure }
            counts.containers += found.containers.count
            reads += found.plates.map { ($0.plate.text, $0.confidence) }
            reads += found.containers.map { ($0.number.text, $0.confidence) }
        }

        func joined(with other: Tally) -> Tally {
            let sum = Tally()
            sum.counts.pictures = counts.pictures + other.counts.pictures
            sum.counts.plates = counts.plates + other.counts.plates
            sum.counts.platesSure = counts.platesSure + other.counts.platesSure
            sum.counts.containers = counts.containers + other.counts.containers
            sum.reads = reads + other.reads
            return sum
        }

        func line(of file: String?) -> Line {
            var line = counts
            line.file = file
            line.worst = reads.sorted { ($1.confidence, $0.text) < ($0.confidence, $1.text) }.prefix(10)
                .map { "\($0.text) \(rounded($0.confidence, 2))" }
            return line
        }
    }
}
