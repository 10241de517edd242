/// Lets the calls of one actor through one at a time, in order of arrival, where an `await` inside must not let others in between.
final class Turn {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func run<T>(isolation: isolated any Actor = #isolation, _ body: () async throws -> T) async rethrows -> T {
        if isTaken {
            // Who was before leaves the turn taken for us.
            await withCheckedContinuation(isolation: isolation) { waiting.append($0) }
        }
        isTaken = true
        defer { if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() } }
        return try await body()
    }
}
