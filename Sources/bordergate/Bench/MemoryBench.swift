import Foundation
import GateDomain
import GatePipeline
import GateRecognition

/// Resident memory over a long recording: its peak, and its growth after the first tenth.
enum MemoryBench {
    struct Line: Encodable {
        var video: String
        var minutes: Int
        var frames: Int
        var atOneTenthMegabytes: Double
        var peakMegabytes: Double
        var atEndMegabytes: Double
    }

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        guard let video = arguments.operands.dropFirst().first else { throw UsageError("VIDEO is missing") }
        let minutes = try arguments.number("--minutes", default: 60, in: 1...1440)
        let recognisers = try NeuralRecogniserFactory(models: try ModelFolder.find(arguments))
        let lane = try BenchLane(video: video, role: try BenchLane.role(of: video, arguments))
        let rounds = max(1, Int(saturating: (Double(minutes) * 60 / lane.clipSeconds).rounded(.up)))
        let start = BenchLane.start
        let samples = Locked<(tenth: Double, peak: Double, last: Double, next: Double)>((0, 0, 0, 0))
        let outcome = try await lane.replay(rounds: rounds, recognisers: recognisers) { event in
            guard case .progress(_, let instant) = event, instant != .distantFuture else { return }
            let seconds = instant.seconds(since: start)
            samples.withLock { samples in
                guard seconds >= samples.next, let resident = ProcessUsage.residentMegabytes else { return }
                samples.next = seconds + 5
                samples.peak = max(samples.peak, resident)
                samples.last = resident
                if seconds <= Double(minutes) * 6 { samples.tenth = resident }
            }
            Terminal.progress(done: Int(saturating: seconds / 60), of: minutes, "minutes of footage")
        }
        Terminal.clearProgress()
        let result = samples.withLock { $0 }
        Terminal.line(
            try JSONLine.encode(
                Line(
                    video: video, minutes: minutes, frames: outcome.counts.map(\.counts.watched).reduce(0, +),
                    atOneTenthMegabytes: result.tenth.rounded(), peakMegabytes: result.peak.rounded(),
                    atEndMegabytes: result.last.rounded())))
        return .done
    }
}
