import Foundation
import GateDomain
import GateIngest
import GatePipeline
import GateRecognition

struct FaceCommand: Command {
    static let name = "face"
    static let help = """
        bordergate face [--json] LIVE REFERENCE            do two pictures show one person? one to one, never a search
        bordergate face --calibrate RATE PAIRS.tsv         the threshold for a wanted rate of false accepts, from pairs
                                                           (live, document, expected: same or different)

        Off until deploy/install-faces.sh has installed the networks. One JSON object: same, different or unknown and why. Nothing of a face
        is kept. An officer decides; a face that does not fit is a finding.
          --threshold T  cosine from which two faces are the same; 0.45
          --faces DIR    where the networks are; else BORDERGATE_FACES, else /opt/bordergate/faces
        """
    static let flags: Set<String> = ["--json"]
    static let options: Set<String> = ["--threshold", "--faces", "--calibrate"]

    /// A comparison as one line.
    private struct Line: Encodable {
        struct Place: Encodable {
            var box: Box
            var eyes: Double

            init(_ face: Face) {
                func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
                box = Box(
                    x: rounded(face.box.x), y: rounded(face.box.y), width: rounded(face.box.width),
                    height: rounded(face.box.height))
                eyes = rounded(face.eyes)
            }
        }
        var verdict: FaceComparison.Verdict
        var score: Double?
        var threshold: Double
        var reason: FaceComparison.Reason?
        var live: Place?
        var document: Place?
        var model: String
    }

    private struct Calibration: Encodable {
        var same: Int
        var different: Int
        var unknown: Int
        var falseAccepts: Double
        var threshold: Double
        var trueAccepts: Double
    }

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let words = try arguments.operands(
            atLeast: arguments.last("--calibrate") == nil ? 2 : 1, called: "LIVE or REFERENCE")
        let folder =
            arguments.last("--faces") ?? ProcessInfo.processInfo.environment["BORDERGATE_FACES"]
            ?? "/opt/bordergate/faces"
        let matcher = try FaceMatcher(folder: folder)
        if let rate = arguments.last("--calibrate") { return try calibrate(words[0], rate, matcher) }
        guard words.count == 2 else { throw UsageError("two pictures are compared, not \(words.count)") }
        let threshold = try share("--threshold", arguments.last("--threshold")) ?? FaceMatcher.defaultThreshold
        do {
            let found = try matcher.compare(
                try PictureReader.read(path: words[0]), try PictureReader.read(path: words[1]), threshold: threshold)
            Terminal.line(
                try JSONLine.encode(
                    Line(
                        verdict: found.verdict, score: found.score.map { ($0 * 1e5).rounded() / 1e5 },
                        threshold: threshold, reason: found.reason, live: found.live.map(Line.Place.init),
                        document: found.reference.map(Line.Place.init), model: matcher.model)))
            return .done
        } catch let error as IngestError {
            Terminal.error("\(error)")
            return .failedInput
        }
    }

    private static func share(_ option: String, _ text: String?) throws -> Double? {
        guard let text else { return nil }
        guard let value = Double(text), (0...1).contains(value) else {
            throw UsageError("\(option) takes a number from 0 to 1, not \"\(text)\"")
        }
        return value
    }

    private static func calibrate(_ table: String, _ rate: String, _ matcher: FaceMatcher) throws -> ExitStatus {
        guard let wanted = try share("--calibrate", rate), wanted > 0 else {
            throw UsageError("--calibrate takes a rate such as 0.001")
        }
        guard let text = try? String(contentsOfFile: table, encoding: .utf8) else {
            throw UsageError("\(table): cannot be read; pairs (live, document, expected) belong there")
        }
        let folder = URL(fileURLWithPath: table).deletingLastPathComponent()
        var (same, different, unknown): ([Double], [Double], Int) = ([], [], 0)
        let lines = text.split(separator: "\n").dropFirst()
        for (index, line) in lines.enumerated() {
            let cells = line.split(separator: "\t").map(String.init)
            guard cells.count > 2 else { continue }
            Terminal.progress(done: index, of: lines.count, cells[0])
            let frames = try cells[0...1].map { try PictureReader.read(path: folder.appendingPathComponent($0).path) }
            guard let score = try matcher.compare(frames[0], frames[1]).score else {
                unknown += 1
                continue
            }
            if cells[2] == "same" { same.append(score) } else { different.append(score) }
        }
        Terminal.clearProgress()
        guard !different.isEmpty else {
            throw UsageError("\(table): no different pairs that could be compared; a threshold needs them")
        }
        different.sort(by: >)
        // As many may lie at or above the threshold as the rate allows; the next one lies just below it.
        let allowed = Int(saturating: (wanted * Double(different.count)).rounded(.down))
        let threshold = ((different[min(allowed, different.count - 1)] + 0.0005) * 1000).rounded(.up) / 1000
        func percent(_ scores: [Double]) -> Double {
            (1e4 * Double(scores.count { $0 >= threshold }) / Double(max(1, scores.count))).rounded() / 100
        }
        Terminal.line(
            try JSONLine.encode(
                Calibration(
                    same: same.count, different: different.count, unknown: unknown, falseAccepts: percent(different),
                    threshold: threshold, trueAccepts: percent(same))))
        return .done
    }
}
