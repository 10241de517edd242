import CSQLite
import FaultyVFS
import Foundation
import GateDomain
import GatePipeline
import GateStore
import Testing

/// The disk refuses at every point of a workload, in several ways; what was acknowledged must be there, once, and whole.
///
/// Three looks after each fault: the files as they are the moment after it (a power cut), the same store once the disk is well again,
/// and a new start.
@Suite(.serialized) struct FaultTests {
    struct Fault: CustomStringConvertible, Sendable {
        var name: String
        var kinds: Int
        var code: Int32
        /// Calls that are refused; negative: all from there on.
        var length: Int
        var description: String { name }
    }

    static let faults = [
        Fault(name: "disk full, for good", kinds: FAULTY_WRITES, code: SQLITE_FULL, length: -1),
        Fault(name: "disk full, for a moment", kinds: FAULTY_WRITES, code: SQLITE_FULL, length: 3),
        Fault(name: "write error", kinds: FAULTY_WRITES, code: SQLITE_IOERR | 3 << 8, length: 1),
        Fault(name: "sync error", kinds: FAULTY_SYNCS, code: SQLITE_IOERR | 4 << 8, length: 1),
        Fault(name: "read error", kinds: FAULTY_READS, code: SQLITE_IOERR | 1 << 8, length: 1),
        Fault(name: "everything fails", kinds: 15, code: SQLITE_IOERR, length: -1),
    ]

    @Test(arguments: faults) func nothingIsLostDoubledOrDamaged(fault: Fault) async throws {
        #expect(faulty_vfs_install() == SQLITE_OK)
        // How many calls the workload makes.
        let first = try SQLiteStoreTests.path()
        faulty_vfs_plan((first as NSString).deletingLastPathComponent, Int32(fault.kinds), 0, 0, 0)
        #expect(try await Workload.run(first).count == Workload.total)
        let calls = faulty_vfs_calls()
        let points = ProcessInfo.processInfo.environment["BORDERGATE_FAULTS"] == "all" ? 200 : 12
        var refused = 0
        for point in 1...points {
            let path = try SQLiteStoreTests.path()
            let folder = (path as NSString).deletingLastPathComponent
            faulty_vfs_plan(folder, Int32(fault.kinds), max(1, calls * point / points), fault.length, fault.code)
            let acknowledged = try await Workload.run(path)
            refused += faulty_vfs_refused() > 0 ? 1 : 0

            let cut = try SQLiteStoreTests.path()
            for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: cut + suffix)
            }
            faulty_vfs_plan("/nowhere", 0, 0, 0, 0)
            for database in [cut, path] {
                let store = try SQLiteStore(path: database)
                let there = try await Workload.contents(store)
                #expect(
                    acknowledged.isSubset(of: there), "\(fault) at \(point): \(acknowledged.subtracting(there)) lost")
                #expect(try await store.verify().failures.isEmpty, "\(fault) at \(point)")
                await store.close()
            }
            #expect(try await Workload.run(path).count == Workload.total)
            let store = try SQLiteStore(path: path)
            #expect(try await Workload.contents(store).count == Workload.total)
            #expect(try await store.verify().failures.isEmpty, "\(fault) at \(point), resumed")
            await store.close()
            for folder in [path, cut].map({ ($0 as NSString).deletingLastPathComponent }) {
                try FileManager.default.removeItem(atPath: folder)
            }
        }
        #expect(refused == points)
        print(
            "faults: \(fault): \(points) points of \(calls) calls, \(refused) refused, nothing lost, doubled or damaged"
        )
    }

    /// Sightings, passages, cases and declarations, as a gate writes them; what is refused is tried once more later, as the gate does.
    private enum Workload {
        static let total = 4 * 12

        static func run(_ path: String) async throws -> Set<String> {
            var acknowledged: Set<String> = []
            guard let store = try? SQLiteStore(path: path) else { return [] }
            func attempt(_ name: String, _ body: () async throws -> Void) async {
                do {
                    try await body()
                    acknowledged.insert(name)
                } catch {}
            }
            for _ in 0..<2 {
                for number in 1...12 {
                    let sighting = SQLiteStoreTests.sighting(number)
                    await attempt("s\(number)") { _ = try await store.commit(sighting) }
                    let (passage, verdict) = SQLiteStoreTests.decided(number, channel: .red, sightings: [sighting])
                    await attempt("p\(number)") { _ = try await store.commit(verdict, of: passage) }
                    await attempt("D\(number)") { _ = try await store.ingest(Declaration(reference: "D\(number)")) }
                    guard acknowledged.contains("p\(number)") else { continue }
                    await attempt("c\(number)") {
                        let event = ClearanceCase.Event.claim(officer: "a")
                        _ = try await store.apply(event, to: "p\(number)", at: Instant(microseconds: 1))
                    }
                }
            }
            await store.close()
            return acknowledged
        }

        static func contents(_ store: SQLiteStore) async throws -> Set<String> {
            var texts = try await store.sightings().map(\.id)
            texts += try await store.passages().map(\.passage.id)
            texts += try await store.declarations().map(\.reference)
            texts += try await store.cases().filter { $0.state == .claimed(officer: "a") }.map {
                $0.id.replacingOccurrences(of: "p", with: "c")
            }
            #expect(Set(texts).count == texts.count, "doubled")
            return Set(texts)
        }
    }
}
