import GateDomain
import GateIngest
import GatePipeline
import GateRecognition

struct ReadCommand: Command {
    static let name = "read"
    static let help = """
        bordergate read [--json] IMAGE…                    plates and containers in pictures

        Reads JPEG, PNG, WebP and BMP pictures (whatever FFmpeg opens), a line a picture.
          --json        one JSON object a picture, with corners and confidence
          --explain DIR keep why: for each picture a folder with every place that was looked at, as pictures and scores
          --models DIR  folder with the networks
          --small-print both|network|tesseract|none    who reads size, type and weights; the network unless said otherwise
        """
    static let flags: Set<String> = ["--json"]
    static let options: Set<String> = [ModelFolder.option, "--explain", "--small-print"]

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let paths = try arguments.operands(atLeast: 1, called: "IMAGE")
        let recognisers = try NeuralRecogniserFactory(
            models: try ModelFolder.find(arguments), smallPrint: try SmallPrint(arguments))
        var status = ExitStatus.done
        for (index, path) in paths.enumerated() {
            Terminal.progress(done: index, of: paths.count, path)
            do {
                let frame = try PictureReader.read(path: path)
                let reads = try recognisers.read(frame)
                if let folder = arguments.last("--explain") {
                    try Explanation(picture: path, number: index + 1, reads).write(to: folder, frame)
                }
                let line = PictureLine(image: path, reads)
                Terminal.line(arguments.has("--json") ? try JSONLine.encode(line) : line.text)
            } catch let error as IngestError {
                Terminal.error("\(error)")
                status = .failedInput
            }
        }
        Terminal.clearProgress()
        return status
    }
}

extension SmallPrint {
    /// As `--small-print` says.
    init(_ arguments: Arguments) throws(UsageError) {
        let named = arguments.last("--small-print") ?? SmallPrint.network.rawValue
        guard let known = SmallPrint(rawValue: named) else {
            throw UsageError("--small-print takes both, network, tesseract or none, not \"\(named)\"")
        }
        self = known
    }
}
