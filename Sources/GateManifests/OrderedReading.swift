import GateDomain

/// A reading in the making: what stands later in a file counts for later, also within one second.
///
/// Messages give their time to the minute or the day. So a further declaration of one reference and version with other content gets the
/// next version; a notice without a time gets the version of the declaration before it; a change is put upon the declaration that it
/// changes, where that is in the file.
struct OrderedReading {
    private var reading: ManifestReading
    /// Contents by reference and version.
    private var contents: [String: [Int: Declaration]] = [:]
    private var newest: [String: Declaration] = [:]
    /// Its version as the message had it.
    private var written: [String: Int] = [:]
    /// Versions under which notices of earlier messages stand.
    private var notices: [String: [Int: DeclarationNotice.Kind]] = [:]

    init(format: ManifestFormat) { reading = ManifestReading(format: format) }

    var count: Int { reading.declarations.count + reading.notices.count }
    var messages: [String] {
        get { reading.messages }
        set { reading.messages = newValue }
    }

    /// What was read of one message.
    mutating func add(_ other: ManifestReading) {
        if reading.format == .unknown { reading.format = other.format }
        reading.messages += other.messages
        for declaration in other.declarations { add(declaration) }
        add(other.notices)
    }

    mutating func add(_ declaration: Declaration) {
        var declaration = declaration
        let original = declaration.version
        let known = contents[declaration.reference] ?? [:]
        let told = notices[declaration.reference] ?? [:]
        if let same = known[declaration.version], same.differences(from: declaration).isEmpty, told.isEmpty {
            reading.declarations.append(declaration)
            return
        }
        while known[declaration.version] != nil || told[declaration.version].map(Self.voids) == true {
            // What voids a whole minute is behind it with the next one.
            let isMinute = known[declaration.version] == nil && declaration.version % 60 == 0
            declaration.version += isMinute ? 60 : 1
        }
        contents[declaration.reference, default: [:]][declaration.version] = declaration
        if let last = newest[declaration.reference], last.version > declaration.version {
        } else {
            newest[declaration.reference] = declaration
            written[declaration.reference] = original
        }
        reading.declarations.append(declaration)
    }

    private static func voids(_ kind: DeclarationNotice.Kind) -> Bool { kind == .cancelled || kind == .refused }

    /// The notices of one message, which stand under one version.
    mutating func add(_ others: [DeclarationNotice]) {
        var taken: [DeclarationNotice] = []
        for notice in others {
            var notice = notice
            if let standing = newest[notice.reference] {
                if notice.isUndated || notice.version >= written[notice.reference] ?? 0 {
                    notice.version = max(notice.version, standing.version)
                    notice.isUndated = false
                }
                if notice.kind == .changed, let change = notice.change {
                    var merged = standing
                    merged.merge(change)
                    merged.version = max(notice.version, standing.version + 1)
                    merged.source = change.source ?? standing.source
                    add(merged)
                    continue
                }
            }
            while let kind = notices[notice.reference]?[notice.version], kind != notice.kind { notice.version += 1 }
            taken.append(notice)
        }
        for notice in taken where notice.kind != .linked && notice.kind != .noted {
            notices[notice.reference, default: [:]][notice.version] = notice.kind
        }
        reading.notices += taken
    }

    func finished(_ log: inout ProblemLog) -> ManifestReading {
        var finished = reading
        finished.problems = log.problems
        return finished
    }
}
