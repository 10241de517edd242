import Foundation
import GateDomain
import GateIngest
import GatePeople
import GateRecognition

/// Documents read beside their truths, and forged passes offered to a gate.
enum PeopleBench {
    /// Percent of the pictures, but for counts.
    private struct Documents: Encodable {
        var set: String
        /// What the truth table says of how it was made.
        var kind: String?
        var pictures: Int
        var exact: Double
        var unread: Double
        var characters: Double
        var verified: Double
        /// Of those where a check digit fails.
        var forged: Int
        var forgedVerified: Int
        /// Verified with another number, birth or expiry than the truth's.
        var wrongVerified: Int
        var milliseconds: Double
        var millisecondsMost: Double
    }

    private struct Passes: Encodable {
        var forged: Int
        var accepted: Int
        var refusedBy: [String: Int]
        var microsecondsMean: Double
        var microsecondsP99: Double
    }

    private struct Item {
        var kind: String
        var isForged: Bool
        var isExact = false
        var isUnread = true
        var characters = 0.0
        var isVerified = false
        var isWrong = false
        var seconds = 0.0
    }

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let sets = arguments.operands.dropFirst()
        var status = ExitStatus.done
        if !sets.isEmpty {
            let reader = try DocumentReader(models: try ModelFolder.find(arguments))
            for set in sets where try !documents(set, reader) { status = .failedInput }
        }
        if try !passes(arguments) { status = .failedInput }
        return status
    }

    private static func documents(_ folder: String, _ reader: DocumentReader) throws -> Bool {
        guard let table = try? String(contentsOfFile: folder + "/truth.tsv", encoding: .utf8) else {
            throw UsageError("\(folder): there is no truth.tsv (file, format, mrz, checks, kind) in it")
        }
        var items: [Item] = []
        let lines = table.split(separator: "\n").dropFirst()
        for (index, line) in lines.enumerated() {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count > 4 else { continue }
            Terminal.progress(done: index, of: lines.count, cells[0])
            items.append(
                try read(
                    folder + "/" + cells[0], truth: cells[2].components(separatedBy: "|"), cells, reader))
        }
        Terminal.clearProgress()
        let name = URL(fileURLWithPath: folder).lastPathComponent
        for kind in Set(items.map(\.kind)).sorted() {
            Terminal.line(try JSONLine.encode(line(name, kind, items.filter { $0.kind == kind })))
        }
        let whole = line(name, nil, items)
        Terminal.line(try JSONLine.encode(whole))
        return whole.forgedVerified == 0 && whole.wrongVerified == 0
    }

    private static func read(
        _ path: String, truth: [String], _ cells: [String], _ reader: DocumentReader
    ) throws -> Item {
        var item = Item(kind: cells[4], isForged: cells[3] != "ok")
        let frame = try PictureReader.read(path: path)
        let clock = ContinuousClock()
        let start = clock.now
        let read = try reader.read(frame, forms: MachineReadableZone.forms)
        item.seconds = (clock.now - start) / .seconds(1)
        guard let zone = read.flatMap(MachineReadableZone.init(read:)) else { return item }
        (item.isUnread, item.isExact) = (false, zone.lines == truth)
        let pairs = zip(zone.lines.joined(), truth.joined())
        item.characters = Double(pairs.count { $0 == $1 }) / Double(max(1, truth.joined().count))
        item.isVerified = zone.status == .verified
        let right = MachineReadableZone(lines: truth)
        item.isWrong =
            item.isVerified
            && [zone.number, zone.birth, zone.expiry] != right.map { [$0.number, $0.birth, $0.expiry] }
        return item
    }

    private static func line(_ set: String, _ kind: String?, _ items: [Item]) -> Documents {
        func percent(_ value: Double) -> Double {
            (1000 * value / Double(max(1, items.count))).rounded() / 10
        }
        func share(_ isOne: (Item) -> Bool) -> Double { percent(Double(items.count(where: isOne))) }
        return Documents(
            set: set, kind: kind, pictures: items.count, exact: share(\.isExact),
            unread: share(\.isUnread),
            characters: percent(items.map(\.characters).reduce(0, +)), verified: share(\.isVerified),
            forged: items.count(where: \.isForged),
            forgedVerified: items.count { $0.isForged && $0.isVerified },
            wrongVerified: items.count(where: \.isWrong),
            milliseconds: (items.map(\.seconds).reduce(0, +) / Double(max(1, items.count)) * 1000)
                .rounded(),
            millisecondsMost: ((items.map(\.seconds).max() ?? 0) * 1000).rounded())
    }

    /// As many forgeries as asked for, of every kind in turn.
    private static func passes(_ arguments: Arguments) throws -> Bool {
        let count = try arguments.number("--passes", default: 10_000, in: 1...100_000_000)
        let seed = try arguments.number("--seed", default: 1, in: 0...Int.max)
        guard let at = Instant(rfc3339: "2026-03-02T03:00:00Z"),
            let key = SigningKey(issuer: "VN-BENCH", seed: [UInt8](repeating: 7, count: 32))
        else { return false }
        let id: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
        let pass = Pass(
            issuer: key.issuer, expires: at.advanced(bySeconds: 3600),
            notBefore: at.advanced(bySeconds: -3600),
            issued: at.advanced(bySeconds: -7200), id: id, statusIndex: 12, plate: "29C58214",
            driver: DriverHash.of(passID: id, state: "VNM", number: "B4673002", birth: "880912"),
            reference: "VN-2026-000201", uses: 1, gates: ["huu-nghi"])
        var list = StatusList(issuer: key.issuer, issued: at, expires: at.advanced(bySeconds: 3600))
        list.extend(to: 100)
        let verifier = PassVerifier(
            trusted: TrustedKeys([.init(issuer: key.issuer, key: key.publicKey)]), lists: [list])
        let honest = PassVerifier.Circumstances(
            at: at, gate: "huu-nghi", plate: "29C58214", driver: ("VNM", "B4673002", "880912"), used: 0)
        guard verifier.verify(pass.signed(by: key), in: honest).verdict == .valid else { return false }
        let forgery = PassForgery(pass, key: key)
        var random = SeededGenerator(state: UInt64(seed))
        var result = Passes(
            forged: count, accepted: 0, refusedBy: [:], microsecondsMean: 0, microsecondsP99: 0)
        var times: [Double] = []
        times.reserveCapacity(count)
        let clock = ContinuousClock()
        let kinds = PassForgery.Kind.allCases
        for number in 0..<count {
            let (text, shown) = forgery.make(kinds[number % kinds.count], for: honest, using: &random)
            let start = clock.now
            let finding = verifier.verify(text, in: shown)
            times.append((clock.now - start) / .seconds(1) * 1e6)
            if finding.verdict != .refused {
                result.accepted += 1
                Terminal.error("accepted (\(kinds[number % kinds.count])): \(text)")
            } else if let reason = finding.reason {
                result.refusedBy[reason.rawValue, default: 0] += 1
            }
            if number % 10_000 == 0 { Terminal.progress(done: number, of: count, "forged passes") }
        }
        Terminal.clearProgress()
        times.sort()
        result.microsecondsMean = (times.reduce(0, +) / Double(count) * 10).rounded() / 10
        result.microsecondsP99 = (times[min(count - 1, count * 99 / 100)] * 10).rounded() / 10
        Terminal.line(try JSONLine.encode(result))
        return result.accepted == 0
    }
}
