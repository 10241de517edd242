import Foundation
import GatePipeline
import Testing

@Suite struct ThreadExecutorTests {
    actor Counter {
        private nonisolated let executor: ThreadExecutor
        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
        private var values: [Int] = []

        init(_ name: String) { executor = ThreadExecutor(name: name) }

        func add(_ value: Int) -> String {
            values.append(value)
            return Thread.current.name ?? ""
        }

        var sum: Int { values.reduce(0, +) }
    }

    @Test func everyCallRunsOnTheOneNamedThread() async {
        let counter = Counter("counter")
        await withTaskGroup(of: String.self) { group in
            for value in 1...1000 { group.addTask { await counter.add(value) } }
            for await name in group { #expect(name == "counter") }
        }
        #expect(await counter.sum == 500_500)
    }

    /// Threads end with their actors: a gate that starts and stops thousands of them holds none.
    @Test func threadsEndWithTheirActors() async throws {
        func threads() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count }
        let before = try threads()
        for number in 0..<2000 { _ = await Counter("c\(number)").add(number) }
        // The last ones may still be on their way out, on a busy machine for seconds.
        for _ in 0..<2000 where try threads() > before + 50 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try threads() <= before + 50)
    }
}
