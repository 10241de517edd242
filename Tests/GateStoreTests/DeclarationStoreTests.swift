import Foundation
import GateDomain
import GatePipeline
import GateStore
import Testing

/// References that are linked, notices without a time, other content under the same version.
@Suite struct DeclarationStoreTests {
    private static func store() throws -> SQLiteStore {
        let folder = NSTemporaryDirectory() + "declarations-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return try SQLiteStore(path: folder + "/gate.sqlite")
    }

    private static func declared(_ reference: String, _ version: Int = 1, _ plate: String = "29C11122") -> Declaration {
        Declaration(
            reference: reference, version: version, vehicle: .init(tractorPlate: Plate(plate)), source: "\(plate).edi")
    }

    /// A notice under customs' number reaches the declaration that came under the declarant's, whichever came first.
    @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]])
    func aNoticeFindsTheOtherReference(order: [Int]) async throws {
        let store = try Self.store()
        let steps: [() async throws -> Void] = [
            { _ = try await store.ingest(Self.declared("LRN")) },
            { _ = try await store.ingest(DeclarationNotice(reference: "LRN", version: 2, kind: .linked, also: "MRN")) },
            { _ = try await store.ingest(DeclarationNotice(reference: "MRN", version: 3, kind: .cancelled)) },
        ]
        for step in order { try await steps[step]() }
        #expect(try await store.declarations(under: "MRN").map(\.reference) == ["LRN"])
        #expect(try await store.declarations().map(\.status) == [.cancelled])
        #expect(try await store.verify().failures.isEmpty)
    }

    @Test func oneThatGoesOnIsVoidUnderItsFirstReference() async throws {
        let store = try Self.store()
        _ = try await store.ingest(Self.declared("LRN"))
        _ = try await store.ingest(DeclarationNotice(reference: "LRN", version: 2, kind: .linked, also: "MRN"))
        _ = try await store.ingest(Self.declared("MRN", 2))
        _ = try await store.ingest(DeclarationNotice(reference: "LRN", version: 2, kind: .cancelled, also: "MRN"))
        #expect(try await store.declarations().map(\.status) == [.cancelled, .accepted])
    }

    /// A number used again by the declarant links the newer one alone.
    @Test func aReferenceUsedAgainDoesNotCrossOver() async throws {
        let store = try Self.store()
        for (version, number) in [(1, "MRN1"), (5, "MRN2")] {
            _ = try await store.ingest(Self.declared(number, version))
            _ = try await store.ingest(
                DeclarationNotice(reference: "LRN", version: version, kind: .linked, also: number))
        }
        _ = try await store.ingest(DeclarationNotice(reference: "LRN", version: 9, kind: .cancelled))
        #expect(try await store.declarations().map(\.status) == [.accepted, .cancelled])
    }

    @Test func aNoticeWithoutTimeCountsForWhatStands() async throws {
        let store = try Self.store()
        let cancelled = DeclarationNotice(reference: "D", version: 1, kind: .cancelled, isUndated: true)
        _ = try await store.ingest(Self.declared("D", 100))
        #expect(try await store.ingest(cancelled) == .new)
        #expect(try await store.declaration("D")?.status == .cancelled)
        _ = try await store.ingest(Self.declared("D", 200))
        #expect(try await store.ingest(cancelled) == .known)
        #expect(try await store.declaration("D")?.status == .accepted)
        let early = DeclarationNotice(reference: "E", version: 1, kind: .cancelled, isUndated: true)
        _ = try await store.ingest(early)
        _ = try await store.ingest(Self.declared("E", 100))
        #expect(try await store.declaration("E")?.status == .cancelled)
    }

    @Test func otherContentUnderTheSameVersionIsKeptAndSaid() async throws {
        let store = try Self.store()
        #expect(try await store.ingest(Self.declared("D")) == .new)
        #expect(try await store.ingest(Self.declared("D")) == .known)
        let conflict = Declaration.Conflict(sources: ["29C11122.edi", "29C99999.edi"], fields: ["vehicle"])
        #expect(try await store.ingest(Self.declared("D", 1, "29C99999")) == .conflict(conflict))
        #expect(try await store.ingest(Self.declared("D", 1, "29C99999")) == .known)
        let standing = try #require(try await store.declaration("D"))
        #expect(standing.conflict == conflict && standing.vehicle.tractorPlate?.text == "29C11122")
        #expect(try await store.verify().failures.isEmpty)
        _ = try await store.ingest(Self.declared("D", 2))
        #expect(try await store.declaration("D")?.conflict == nil)
    }

    @Test func aChangeLeavesTheRest() async throws {
        let store = try Self.store()
        var first = Self.declared("D", 10)
        first.containers = [.init(number: "MSCU0137155", seals: [.init(number: "S1")], grossKg: 9000)]
        _ = try await store.ingest(first)
        let change = Declaration(
            reference: "D", vehicle: .init(tractorPlate: Plate("123ABC")),
            containers: [
                .init(number: "MSCU0137155", seals: [.init(number: "S2")]), .init(number: "CSQU3054383"),
            ])
        _ = try await store.ingest(DeclarationNotice(reference: "D", version: 20, kind: .changed, change: change))
        let standing = try #require(try await store.declaration("D"))
        #expect(standing.vehicle.tractorPlate?.text == "123ABC")
        #expect(standing.containers.map(\.number) == ["MSCU0137155", "CSQU3054383"])
        #expect(standing.containers[0].seals.map(\.number) == ["S2"] && standing.containers[0].grossKg == 9000)
    }
}
