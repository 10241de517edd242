import Foundation
import GateDomain
import GatePipeline
import Testing

/// An inbox in a folder of its own: each file once, whole, and then out of the way.
@Suite struct IntakeTests {
    /// What a taker of files was given, and what it is to say.
    final class Taker: Sendable {
        let seen = Locked<[String]>([])
        let said = Locked<[String]>([])
        let folder: String

        init() throws {
            folder = NSTemporaryDirectory() + "intake-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func put(_ name: String, _ text: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }

        func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(name)") }
        func text(_ name: String) -> String? {
            FileManager.default.contents(atPath: "\(folder)/\(name)").map { String(decoding: $0, as: UTF8.self) }
        }

        /// Runs an inbox until `isDone`.
        func run(
            _ options: IntakeOptions = .standard, clock: any SupervisorClock = SystemSupervisorClock(),
            answer: @escaping @Sendable (String) async throws -> IntakeOutcome = { _ in .taken },
            until isDone: @escaping @Sendable () -> Bool
        ) async throws {
            let intake = try Intake(
                folder: folder, options: options, clock: clock,
                take: { file in
                    let text =
                        FileManager.default.contents(
                            atPath: String(decoding: file.path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
                        )
                        .map { String(decoding: $0, as: UTF8.self) } ?? ""
                    self.seen.withLock { $0.append(text) }
                    return try await answer(text)
                }, complain: { message in self.said.withLock { $0.append(message) } }, changed: { _ in })
            try await withThrowingTaskGroup { group in
                group.addTask { await intake.run() }
                group.addTask {
                    while !isDone() { try await Task.sleep(for: .milliseconds(5)) }
                }
                try await group.next()
                group.cancelAll()
            }
        }
    }

    static let today = SystemSupervisorClock().now().rfc3339.prefix(10)

    @Test func filesAreTakenOnceAndMovedAway() async throws {
        let taker = try Taker()
        try taker.put("before.json", "1")
        try await taker.run(until: { taker.holds("taken/\(Self.today)/before.json") })
        // A second run finds nothing to do; a file of the same name does not replace the first.
        try taker.put("before.json", "2")
        try await taker.run(until: { taker.holds("taken/\(Self.today)/before.json-2") })
        #expect(taker.seen.withLock { $0 } == ["1", "2"])
        #expect(taker.text("taken/\(Self.today)/before.json") == "1")
        #expect(!taker.holds("before.json"))
    }

    @Test func filesThatComeLaterAreNoticed() async throws {
        let taker = try Taker()
        try taker.put(".hidden", "x")
        try await taker.run(until: {
            if taker.seen.withLock({ $0.isEmpty }) { try? taker.put("later.json", "1") }
            return taker.holds("taken/\(Self.today)/later.json")
        })
        #expect(taker.seen.withLock { Set($0) } == ["1"])
        #expect(taker.holds(".hidden"))
    }

    @Test func whatIsRefusedSaysWhy() async throws {
        let taker = try Taker()
        try taker.put("bad.json", "1")
        try await taker.run(
            answer: { _ in .refused(["line 1: a", "line 2: b"]) },
            until: {
                taker.holds("refused/bad.json.reason.txt")
            })
        #expect(taker.text("refused/bad.json") == "1")
        #expect(taker.text("refused/bad.json.reason.txt") == "line 1: a\nline 2: b\n")
    }

    @Test func aFileThatIsTooBigIsNotRead() async throws {
        let taker = try Taker()
        try taker.put("big.json", String(repeating: "x", count: 101))
        var options = IntakeOptions()
        options.limit = 100
        try await taker.run(options, until: { taker.holds("refused/big.json.reason.txt") })
        #expect(taker.seen.withLock { $0.isEmpty })
    }

    /// Sockets, pipes and links are no files; none of them is opened, which a pipe would never come back from.
    @Test func whatIsNoFileIsRefused() async throws {
        let taker = try Taker()
        #expect(mkfifo("\(taker.folder)/pipe", 0o600) == 0)
        try FileManager.default.createSymbolicLink(atPath: "\(taker.folder)/link", withDestinationPath: "/etc/passwd")
        try await taker.run(until: {
            taker.holds("refused/pipe.reason.txt") && taker.holds("refused/link.reason.txt")
        })
        #expect(taker.seen.withLock { $0.isEmpty })
    }

    /// A clock that a test moves on.
    final class Clock: SupervisorClock {
        let time = Locked(SystemSupervisorClock().now())
        func now() -> Instant { time.withLock { $0 } }
        func sleep(_ seconds: Double, unless isStopped: () -> Bool) {}
    }

    @Test func anUnfinishedFileWaitsAndIsThenRefused() async throws {
        let taker = try Taker()
        let clock = Clock()
        try taker.put("cut.edi", "UNB")
        try await taker.run(
            clock: clock, answer: { _ in .unfinished("UNZ is missing") },
            until: {
                guard !taker.seen.withLock({ $0.isEmpty }) else { return false }
                #expect(taker.holds("cut.edi") || taker.holds("refused/cut.edi"))
                clock.time.withLock { $0 = $0.advanced(bySeconds: 10) }
                return taker.holds("refused/cut.edi.reason.txt")
            })
        #expect(taker.text("refused/cut.edi.reason.txt")?.hasPrefix("UNZ is missing") == true)
    }

    @Test func anUnfinishedFileThatIsFinishedIsTaken() async throws {
        let taker = try Taker()
        try taker.put("slow.edi", "UNB")
        try await taker.run(
            answer: { $0.hasSuffix("UNZ") ? .taken : .unfinished("UNZ is missing") },
            until: {
                if taker.seen.withLock({ $0 == ["UNB"] }) { try? taker.put("slow.edi", "UNB UNZ") }
                return taker.holds("taken/\(Self.today)/slow.edi")
            })
        #expect(taker.text("taken/\(Self.today)/slow.edi") == "UNB UNZ")
    }

    /// A writer that holds the file open is waited for, however whole it looks.
    @Test func aFileThatIsHeldOpenIsNotRead() async throws {
        let taker = try Taker()
        let writer = try FileHandle(
            forWritingTo: {
                let url = URL(fileURLWithPath: "\(taker.folder)/open.json")
                try Data("[]".utf8).write(to: url)
                return url
            }())
        let looks = Locked(0)
        try await taker.run(until: {
            looks.withLock {
                $0 += 1; return $0 > 100
            }
        })
        #expect(taker.seen.withLock { $0.isEmpty })
        try writer.close()
        try await taker.run(until: { taker.holds("taken/\(Self.today)/open.json") })
    }

    @Test func aSlowFileHoldsUpNobody() async throws {
        let taker = try Taker()
        for number in 0..<20 { try taker.put("\(number).json", "fast") }
        try taker.put("0-first.json", "slow")
        try await taker.run(
            answer: { text in
                if text == "slow" { try await Task.sleep(for: .seconds(600)) }
                return .taken
            }, until: { (0..<20).allSatisfy { taker.holds("taken/\(Self.today)/\($0).json") } })
        #expect(taker.holds("0-first.json"))
    }

    @Test func namesThatAreNoTextAreTakenAndSaid() async throws {
        let taker = try Taker()
        let path = Array("\(taker.folder)/".utf8).map { CChar(bitPattern: $0) } + [CChar(bitPattern: 0xE9), 0x78, 0]
        let file = try #require(fopen(path, "w"))
        fputs("1", file)
        fclose(file)
        try await taker.run(until: { taker.said.withLock { !$0.isEmpty } && !taker.seen.withLock { $0.isEmpty } })
        #expect(
            taker.said.withLock { $0[0] } == "\(taker.folder)/\\xE9x: its name is no UTF-8; it is taken all the same")
    }

    /// When nothing can be kept, the file stays and is tried again.
    @Test func whatCannotBeKeptStays() async throws {
        let taker = try Taker()
        try taker.put("a.json", "1")
        try await taker.run(
            answer: { _ in throw StoreError("the disk is full") },
            until: {
                taker.said.withLock { !$0.isEmpty }
            })
        #expect(taker.holds("a.json"))
    }

    @Test func aMissingFolderIsRefusedAndAVanishedOneSaid() async throws {
        let taker = try Taker()
        #expect(throws: InboxError.self) {
            try Intake(folder: taker.folder + "/none", take: { _ in .taken }, complain: { _ in }, changed: { _ in })
        }
        let moved = taker.folder + "-moved"
        defer { try? FileManager.default.removeItem(atPath: moved) }
        let isGone = Locked(false)
        try await taker.run(until: {
            if !isGone.withLock({ $0 }) {
                isGone.withLock { $0 = true }
                try? FileManager.default.moveItem(atPath: taker.folder, toPath: moved)
            }
            if taker.said.withLock({ $0.count == 1 }) {
                try? FileManager.default.moveItem(atPath: moved, toPath: taker.folder)
                try? taker.put("after.json", "1")
            }
            return taker.holds("taken/\(Self.today)/after.json")
        })
        #expect(
            taker.said.withLock { $0.map { $0.dropFirst(taker.folder.count) } } == [
                ": the folder is gone: nothing comes in; mount it or make it again", ": the inbox is back",
            ])
    }
}
