import Foundation

/// Watches a folder for files, on a thread of its own. A file is taken when its size and time have not changed between two looks, and again
/// when they have.
public actor Intake {
    private nonisolated let executor: ThreadExecutor
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let folder: String
    private let take: @Sendable (String) async throws -> Void
    private let complain: @Sendable (String) async -> Void
    private var seen: [String: FileState] = [:]
    private var taken: [String: FileState] = [:]

    private struct FileState: Equatable {
        var size: Int
        var modified: Date
    }

    public init(
        folder: String, take: @escaping @Sendable (String) async throws -> Void,
        complain: @escaping @Sendable (String) async -> Void
    ) {
        executor = ThreadExecutor(name: "intake")
        self.folder = folder
        self.take = take
        self.complain = complain
    }

    /// Looks every second until its task is cancelled.
    public func run() async {
        repeat { await look() } while (try? await Task.sleep(for: .seconds(1))) != nil
    }

    private func look() async {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names.sorted() where !name.hasPrefix(".") && !Task.isCancelled {
            let path = folder + "/" + name
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
                let size = attributes[.size] as? Int, let modified = attributes[.modificationDate] as? Date
            else { continue }
            let state = FileState(size: size, modified: modified)
            guard taken[name] != state else { continue }
            guard seen[name] == state else {
                seen[name] = state
                continue
            }
            taken[name] = state
            do {
                try await take(path)
            } catch {
                taken[name] = nil
                await complain("\(path): \(error)")
            }
        }
    }
}
