import Foundation
import GateDomain
import GateManifests
import GatePipeline

/// Files with declarations into the store; what cannot be understood is named, the rest goes in.
struct DeclarationIntake {
    let store: any DeclarationStore
    private(set) var hadErrors = false

    init(store: any DeclarationStore) { self.store = store }

    /// Returns the declarations that are new or changed, as they now stand.
    mutating func take(_ path: String) async throws -> [Declaration] {
        let bytes: [UInt8]
        do {
            bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            hadErrors = true
            Terminal.error("\(path): cannot be read; check the path and its permissions")
            return []
        }
        let reading = ManifestReader().read(bytes, name: path)
        for problem in reading.problems {
            if problem.severity == .error { hadErrors = true }
            Terminal.error("\(problem)")
        }
        var changed: Set<String> = []
        for declaration in reading.declarations where try await store.ingest(declaration) == .new {
            changed.insert(declaration.reference)
        }
        for notice in reading.notices where try await store.ingest(notice) == .new { changed.insert(notice.reference) }
        var declarations: [Declaration] = []
        for reference in changed.sorted() {
            if let declaration = try await store.declaration(reference) { declarations.append(declaration) }
        }
        return declarations
    }
}
