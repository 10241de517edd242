/// Declarations as they stand after what later messages say of them, under whichever of their references.
public struct DeclarationStanding: Sendable {
    private var notices: [String: [DeclarationNotice]] = [:]
    /// By the declarant's own reference, the newest last.
    private var links: [String: [DeclarationNotice]] = [:]
    private var linkedFrom: [String: Set<String>] = [:]

    public init(_ notices: [DeclarationNotice]) {
        for notice in notices {
            self.notices[notice.reference, default: []].append(notice)
            guard let also = notice.also else { continue }
            links[notice.reference, default: []].append(notice)
            linkedFrom[also, default: []].insert(notice.reference)
        }
        for reference in links.keys {
            links[reference]?.sort { ($0.version, $0.also ?? "") < ($1.version, $1.also ?? "") }
        }
    }

    /// The newest version of each declaration, changed by the notices; one that goes on under another reference, which is there too, is void.
    public func applied(to declarations: [Declaration]) -> [Declaration] {
        let present = Set(declarations.map(\.reference))
        return declarations.map { declaration in
            let own = notices[declaration.reference] ?? []
            var changed = declaration.applying(own + elsewhere(declaration.reference))
            if let next = next(declaration.reference), present.contains(next), changed.status != .refused {
                changed.status = .cancelled
                changed.other["goesOnAs"] = next
            }
            return changed
        }
    }

    /// The reference under which a declaration goes on; references are used again, so the newest link counts.
    private func next(_ reference: String) -> String? { links[reference]?.last?.also }

    /// Notices under the declaration's other references, except that it goes on from one to the other.
    private func elsewhere(_ reference: String) -> [DeclarationNotice] {
        var names = (linkedFrom[reference] ?? []).filter { next($0) == reference }
        if let next = next(reference) { names.insert(next) }
        return names.sorted().flatMap { notices[$0] ?? [] }.filter { $0.also == nil }
    }
}
