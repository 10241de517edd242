import Foundation
import GateDomain
import GatePipeline
import GateRecognition

/// Why a picture was read as it was: `scene.jpg`, a crop for each place that was looked at, and `attempts.jsonl`.
struct Explanation {
    private let picture: String
    private let name: String
    private let attempts: [ReadingAttempt]

    /// - Parameter number: keeps pictures of the same name apart.
    init(picture: String, number: Int, _ reads: PictureReads) {
        self.picture = picture
        let stem = URL(fileURLWithPath: picture).deletingPathExtension().lastPathComponent
        name = "\(number)-\(stem)"
        attempts = reads.attempts
    }

    func write(to folder: String, _ frame: VideoFrame) throws {
        let place = URL(fileURLWithPath: folder).appendingPathComponent(name)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        func save(_ picture: EvidencePicture, _ file: String) throws {
            try Data(picture.jpeg).write(to: place.appendingPathComponent(file))
        }
        try save(try NeuralRecogniserFactory.picture(of: nil, in: frame), "scene.jpg")
        var lines = ""
        for (index, attempt) in attempts.enumerated() {
            let verdict = attempt.refusal == nil ? "read" : "refused"
            let file = "\(index + 1)-\(attempt.kind.rawValue)-\(verdict).jpg"
            try save(try NeuralRecogniserFactory.picture(of: attempt.region, in: frame), file)
            var line = AttemptLine(attempt)
            line.picture = file
            lines += try JSONLine.encode(line) + "\n"
        }
        try Data(lines.utf8).write(to: place.appendingPathComponent("attempts.jsonl"))
    }
}
