import Foundation
import GateDomain
import GateManifests
import GatePipeline

/// Files with declarations into the store; what cannot be understood is named, the rest goes in.
struct DeclarationIntake {
    let store: any DeclarationStore
    private let zones: SenderZones
    private(set) var hadErrors = false

    /// - Parameter zones: whose clocks times without a zone are of.
    init(store: any DeclarationStore, zones: SenderZones = SenderZones()) {
        self.store = store
        self.zones = zones
    }

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
        let reading = ManifestReader(zones: zones).read(bytes, name: path)
        for problem in reading.problems {
            if problem.severity == .error { hadErrors = true }
            Terminal.error("\(problem)")
        }
        let declarations = reading.declarations.enumerated().map { index, declaration in
            var declaration = declaration
            declaration.source = reading.source(index)
            return declaration
        }
        let kept = try await keep(declarations, reading.notices, of: path)
        if !kept.conflicts.isEmpty { hadErrors = true }
        for message in kept.conflicts + kept.remarks { Terminal.error(message) }
        return kept.standing
    }

    /// What became of declarations and notices.
    struct Kept {
        /// Those that are new or changed, as they now stand.
        var standing: [Declaration] = []
        /// Declarations that say other things than the same version before.
        var conflicts: [String] = []
        /// Notices that change nothing, or nothing yet.
        var remarks: [String] = []
    }

    /// Puts what was understood of a file into the store.
    func keep(_ declarations: [Declaration], _ notices: [DeclarationNotice], of path: String) async throws -> Kept {
        var kept = Kept()
        var changed: Set<String> = []
        for declaration in declarations {
            switch try await store.ingest(declaration) {
            case .new: changed.insert(declaration.reference)
            case .known: break
            case .conflict(let conflict):
                changed.insert(declaration.reference)
                kept.conflicts.append(
                    "\(conflict.sources.last ?? path): \(declaration.reference) version \(declaration.version) says other "
                        + "things (\(conflict.fields.joined(separator: ", "))) than \(conflict.sources.first ?? "before"); the "
                        + "first stands, both are kept, send a change with a higher version")
            }
        }
        for notice in notices where try await store.ingest(notice) == .new { changed.insert(notice.reference) }
        var standing: [String: Declaration] = [:]
        for reference in changed.sorted() {
            for declaration in try await store.declarations(under: reference) {
                standing[declaration.reference] = declaration
            }
        }
        for notice in notices where notice.kind == .changed && standing[notice.reference] == nil {
            kept.remarks.append(
                "\(path): a change of \(notice.reference) waits for its declaration, which is not here yet")
        }
        for notice in notices where notice.kind != .noted && notice.kind != .linked {
            guard let declaration = standing[notice.reference], !notice.counts(for: declaration.version)
            else { continue }
            kept.remarks.append(
                "\(path): \(notice.kind.rawValue) of \(notice.reference) is older (\(notice.version)) than the declaration "
                    + "that stands (\(declaration.version)); it is kept and changes nothing")
        }
        kept.standing = standing.keys.sorted().compactMap { standing[$0] }
        return kept
    }
}
