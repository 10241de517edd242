import Foundation
import GateDomain
import GateFusion
import GateIngest
import GatePipeline
import GateRecognition

/// Single pictures read beside their truths: how many exactly, how many wrongly, how sure, how fast, and what is taken for what.
enum ReadingBench {
    struct Truth {
        var image: String
        var text: String
        var isContainer: Bool
        var tags: [String]
    }

    /// Counts over the truths of a set or tag, in percent of the truths.
    struct Score: Encodable {
        var set: String
        var tag: String?
        var truths: Int
        var exact: Double
        var unread: Double
        var wrong: Double
        var exactSure: Double
        var wrongSure: Double
        /// Sure reads of the other kind: numbers in pictures of plates, plates in pictures of containers, which may show some.
        var otherSure: Int
    }

    /// What was read in the picture of a truth.
    struct Item {
        var truth: Truth
        var found: [(text: String, confidence: Double)]
        var otherSure: Int
    }

    /// What containers show beside their number, over the truths that say it (tags `type=` and `checkDigit=`), percent.
    struct Marks: Encodable {
        var set: String
        var sizeTypes: Int
        var sizeTypeRight: Double
        var sizeTypeWrong: Double
        var checkDigits: Int
        var checkDigitRight: Double
    }

    struct Confusion: Encodable {
        var written: String
        var read: String
        var count: Int
    }

    struct Cost: Encodable {
        var set: String
        var pictures: Int
        var millisecondsDecode: Double
        var millisecondsRead: Double
        var millisecondsPlates: Double
        var millisecondsContainers: Double
    }

    /// One network's share of the cost.
    struct Stage: Encodable {
        var set: String
        var network: String
        var callsPerPicture: Double
        /// CPU, one thread.
        var millisecondsPerCall: Double
        var millisecondsPerPicture: Double
    }

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let folders = Array(arguments.operands.dropFirst())
        guard !folders.isEmpty else { throw UsageError("DIR is missing: a folder with truth.tsv and its pictures") }
        let recognisers = try NeuralRecogniserFactory(
            models: try ModelFolder.find(arguments), pictures: arguments.has("--8bit") ? .eightBit : .full,
            smallPrint: try SmallPrint(arguments))
        var status = ExitStatus.done
        var reliability = Reliability()
        var (allTruths, allSure) = (0, 0)
        var confusions: [String: Int] = [:]
        var written: [Character: Int] = [:]
        var certainty = ReaderCertainty()
        for folder in folders {
            let truths = try truths(of: folder)
            var items: [Item] = []
            var marks = MarkCount()
            var cost = Cost(
                set: name(folder), pictures: 0, millisecondsDecode: 0, millisecondsRead: 0, millisecondsPlates: 0,
                millisecondsContainers: 0)
            let (before, secondsBefore) = (recognisers.pictureUsage, recognisers.pictureSeconds)
            let images = Dictionary(grouping: truths, by: \.image).sorted { $0.key < $1.key }
            for (index, (image, group)) in images.enumerated() {
                Terminal.progress(done: index, of: images.count, image)
                do {
                    let start = ProcessUsage.cpuSeconds
                    let frame = try PictureReader.read(path: folder + "/" + image)
                    let decoded = ProcessUsage.cpuSeconds
                    let result = try recognisers.read(frame)
                    cost.pictures += 1
                    cost.millisecondsDecode += (decoded - start) * 1000
                    cost.millisecondsRead += (ProcessUsage.cpuSeconds - decoded) * 1000
                    let isContainer = group.contains(where: \.isContainer)
                    let found =
                        isContainer
                        ? result.containers.map { ($0.number.text, $0.confidence) }
                        : result.plates.map { ($0.plate.text, $0.confidence) }
                    let others = (isContainer ? result.plates.map(\.confidence) : result.containers.map(\.confidence))
                        .count { $0 >= Reliability.sure }
                    for raw in isContainer ? result.containers.map(\.raw) : result.plates.map(\.raw) {
                        certainty.note(raw, truths: group.map(\.text))
                    }
                    let groups =
                        isContainer
                        ? result.containers.map { _ in "container" }
                        : result.plates.map { "plate \($0.plate.country.rawValue) \($0.lines)" }
                    reliability.reads += zip(found, groups).map { one, name in
                        Reliability.Read(
                            confidence: one.1, isRight: group.contains { $0.text == one.0 }, group: name)
                    }
                    if isContainer { for truth in group { marks.note(truth, result.containers) } }
                    for truth in group {
                        items.append(Item(truth: truth, found: found, otherSure: others))
                        note(truth.text, found.map(\.0), group.map(\.text), in: &confusions)
                        if found.contains(where: { $0.0.count == truth.text.count }) {
                            for character in truth.text { written[character, default: 0] += 1 }
                        }
                    }
                } catch let error as IngestError {
                    Terminal.error("\(error)")
                    status = .failedInput
                }
            }
            Terminal.clearProgress()
            Terminal.line(try JSONLine.encode(score(name(folder), nil, items)))
            if let marks = marks.percent(name(folder)) { Terminal.line(try JSONLine.encode(marks)) }
            allTruths += items.count
            allSure += items.count { item in
                item.found.contains { $0.text == item.truth.text && $0.confidence >= Reliability.sure }
            }
            for tag in Set(items.flatMap(\.truth.tags)).sorted() {
                Terminal.line(
                    try JSONLine.encode(score(name(folder), tag, items.filter { $0.truth.tags.contains(tag) })))
            }
            let pictures = Double(max(1, cost.pictures))
            cost.millisecondsDecode = rounded(cost.millisecondsDecode / pictures, 1)
            cost.millisecondsRead = rounded(cost.millisecondsRead / pictures, 1)
            let seconds = recognisers.pictureSeconds
            cost.millisecondsPlates = rounded((seconds.plates - secondsBefore.plates) * 1000 / pictures, 1)
            cost.millisecondsContainers = rounded((seconds.containers - secondsBefore.containers) * 1000 / pictures, 1)
            Terminal.line(try JSONLine.encode(cost))
            for (index, usage) in recognisers.pictureUsage.enumerated() {
                let earlier = before.indices.contains(index) ? before[index] : nil
                let calls = usage.calls - (earlier?.calls ?? 0)
                guard calls > 0 else { continue }
                let milliseconds = (usage.cpuSeconds - (earlier?.cpuSeconds ?? 0)) * 1000
                Terminal.line(
                    try JSONLine.encode(
                        Stage(
                            set: cost.set, network: usage.network,
                            callsPerPicture: rounded(Double(calls) / pictures, 2),
                            millisecondsPerCall: rounded(milliseconds / Double(calls), 2),
                            millisecondsPerPicture: rounded(milliseconds / pictures, 1))))
            }
        }
        for bin in reliability.bins { Terminal.line(try JSONLine.encode(bin)) }
        for summary in reliability.summaries { Terminal.line(try JSONLine.encode(summary)) }
        Terminal.line(try JSONLine.encode(reliability.total(truths: allTruths, exactSure: allSure)))
        for (pair, count) in confusions.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            let characters = pair.map(String.init)
            Terminal.line(
                try JSONLine.encode(Confusion(written: characters[0], read: characters[1], count: count)))
        }
        if let path = arguments.last("--matrix") {
            let measured = MeasuredReader(matrix: measured(confusions, written), certainty: certainty.quantiles)
            try (try JSONLine.encode(measured) + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        }
        return status
    }

    /// The confusion matrix as counted here, with the standard one behind it where little was seen: as much as 200 characters of each.
    private static func measured(_ confusions: [String: Int], _ written: [Character: Int]) -> ConfusionMatrix {
        let standard = ConfusionMatrix.standard
        let prior = 200.0
        var pairs = Set(standard.pairs.map { [$0.a, $0.b].sorted().joined() })
        for (pair, count) in confusions where count >= 2 { pairs.insert(String(pair.sorted())) }
        return ConfusionMatrix(
            pairs: pairs.sorted().compactMap { pair in
                guard let a = pair.first, let b = pair.last, a != b else { return nil }
                let count = confusions[String([a, b]), default: 0] + confusions[String([b, a]), default: 0]
                let seen = written[a, default: 0] + written[b, default: 0]
                // The table's probabilities are of look-alikes at a hard lane; a tenth of them stands for an unseen pair.
                let believed = standard.probability(of: a, for: b) / 10 * prior
                return .init(String(a), String(b), rounded((Double(count) + believed) / (Double(seen) + prior), 5))
            }, hanzi: standard.hanzi, floor: standard.floor / 10)
    }

    /// Reads `truth.tsv`: image, text, country and tags by the names in its first line.
    static func truths(of folder: String) throws -> [Truth] {
        let path = folder + "/truth.tsv"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw RecordingError("\(path): cannot be read; a set is a folder with truth.tsv and its pictures")
        }
        var lines = text.split(whereSeparator: \.isNewline).map { $0.components(separatedBy: "\t") }
        guard !lines.isEmpty else { throw RecordingError("\(path): is empty") }
        let names = lines.removeFirst()
        guard let image = names.firstIndex(of: "image"), let written = names.firstIndex(of: "text") else {
            throw RecordingError("\(path): line 1 has to name the columns image and text")
        }
        let (country, tags) = (names.firstIndex(of: "country"), names.firstIndex(of: "tags"))
        return try lines.enumerated().map { index, fields in
            guard fields.count > max(image, written) else {
                throw RecordingError("\(path): line \(index + 2) has \(fields.count) fields; it needs \(names.count)")
            }
            func field(_ index: Int?) -> String { index.flatMap { $0 < fields.count ? fields[$0] : nil } ?? "" }
            return Truth(
                image: fields[image], text: normal(fields[written]), isContainer: field(country) == "CONT",
                tags: field(tags).split(separator: " ").map(String.init).filter(isKind))
        }
    }

    /// Tags that say a kind, not one vehicle's or picture's name.
    private static func isKind(_ tag: String) -> Bool { !tag.hasPrefix("vehicle=") && !tag.hasPrefix("frame=") }

    private static func normal(_ text: String) -> String {
        text.uppercased().filter { $0.isLetter || $0.isNumber }
    }

    /// Counts what is read beside numbers.
    private struct MarkCount {
        private var (sizeTypes, right, wrong) = (0, 0, 0)
        private var (checkDigits, agreeing) = (0, 0)

        mutating func note(_ truth: Truth, _ reads: [ContainerRead]) {
            func said(_ name: String) -> String? {
                truth.tags.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
            }
            // A number's first ten characters tell which box it is.
            let read = reads.first { $0.number.text.dropLast() == truth.text.dropLast() } ?? reads.first
            if let code = said("type"), !code.isEmpty {
                sizeTypes += 1
                if let seen = read?.sizeType?.text { if seen == code { right += 1 } else { wrong += 1 } }
            }
            if let state = said("checkDigit") {
                checkDigits += 1
                if read?.checkDigit.rawValue == state { agreeing += 1 }
            }
        }

        func percent(_ set: String) -> Marks? {
            guard sizeTypes + checkDigits > 0 else { return nil }
            return Marks(
                set: set, sizeTypes: sizeTypes, sizeTypeRight: ReadingBench.percent(right, of: sizeTypes),
                sizeTypeWrong: ReadingBench.percent(wrong, of: sizeTypes), checkDigits: checkDigits,
                checkDigitRight: ReadingBench.percent(agreeing, of: checkDigits))
        }
    }

    private static func name(_ folder: String) -> String { URL(fileURLWithPath: folder).lastPathComponent }

    private static func percent(_ count: Int, of all: Int) -> Double {
        all == 0 ? 0 : rounded(100 * Double(count) / Double(all), 2)
    }

    private static func score(
        _ set: String, _ tag: String?, _ items: [Item]
    ) -> Score {
        func share(_ isCounted: (Truth, [(text: String, confidence: Double)]) -> Bool) -> Double {
            percent(items.count { isCounted($0.truth, $0.found) }, of: items.count)
        }
        let pictures = Dictionary(grouping: items, by: \.truth.image).values
        func wrong(from least: Double) -> Double {
            let count = pictures.reduce(0) { sum, group in
                let texts = Set(group.map(\.truth.text))
                let found = group.first?.found ?? []
                return sum + found.count { $0.confidence >= least && !texts.contains($0.text) }
            }
            return percent(count, of: items.count)
        }
        return Score(
            set: set, tag: tag, truths: items.count,
            exact: share { truth, found in found.contains { $0.text == truth.text } },
            unread: share { $1.isEmpty }, wrong: wrong(from: 0),
            exactSure: share { truth, found in
                found.contains { $0.text == truth.text && $0.confidence >= Reliability.sure }
            },
            wrongSure: wrong(from: Reliability.sure),
            otherSure: pictures.reduce(0) { $0 + ($1.first?.otherSure ?? 0) })
    }

    /// Counts which character was read for which where a read of the same length differs in one or two places.
    private static func note(
        _ written: String, _ found: [String], _ truths: [String], in confusions: inout [String: Int]
    ) {
        for read in found where !truths.contains(read) && read.count == written.count {
            let pairs = zip(written, read).filter { $0 != $1 }
            guard pairs.count <= 2 else { continue }
            for (a, b) in pairs { confusions[String([a, b]), default: 0] += 1 }
        }
    }
}
