import Foundation
import GateDomain

/// An inbox: a folder into which others put files. Each file is taken once and then moved to `taken/` or `refused/`.
///
/// Looks at sizes and names on a thread of its own; what is in the files is understood elsewhere, several at once.
public actor Intake {
    private nonisolated let executor = ThreadExecutor(name: "intake")
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    public typealias Take = @Sendable (InboxFile) async throws -> IntakeOutcome
    public typealias Tell = @Sendable (String) async -> Void

    nonisolated let options: IntakeOptions
    let folder: InboxFolder
    let clock: any SupervisorClock
    let take: Take
    let complain: Tell
    let changed: @Sendable (InboxHealth) async -> Void

    var health: InboxHealth
    var ready: [InboxFolder.Name] = []
    /// In `ready`, being read, or waiting for their end.
    var known: Set<InboxFolder.Name> = []
    var unfinished: [InboxFolder.Name: Unfinished] = [:]
    /// Worked off, but they could not be moved away.
    var stuck: [InboxFolder.Name: InboxFolder.FileState] = [:]
    private var idle: [CheckedContinuation<InboxFolder.Name?, Never>] = []
    private var lastSaidMissing: Instant?
    private var identity: (device: UInt64, inode: UInt64, isMountPoint: Bool)
    private var watch: FolderWatch?

    struct Unfinished {
        var state: InboxFolder.FileState?
        var since: Instant
    }

    /// - Parameters:
    ///   - take: understands a file and keeps what is in it; throws when it should be tried again.
    ///   - changed: hears of every change of the inbox's health.
    /// - Throws: `InboxError` when the folder is not there or files cannot be moved in it.
    public init(
        folder path: String, options: IntakeOptions = .standard, clock: any SupervisorClock = SystemSupervisorClock(),
        take: @escaping Take, complain: @escaping Tell, changed: @escaping @Sendable (InboxHealth) async -> Void
    ) throws(InboxError) {
        folder = InboxFolder(path: path)
        guard let identity = folder.identity() else {
            throw InboxError("\(path): there is no such folder; make it, or take the inbox out of the configuration")
        }
        guard access(path, R_OK | W_OK | X_OK) == 0 else {
            throw InboxError("\(path): files cannot be taken out of it; give this user the right to write there")
        }
        self.identity = identity
        self.options = options
        self.clock = clock
        self.take = take
        self.complain = complain
        self.changed = changed
        health = InboxHealth(folder: path)
    }

    /// Works until its task is cancelled; a file that is being read is then left where it is.
    public nonisolated func run() async {
        await withTaskGroup { group in
            for _ in 0..<max(1, options.readers) {
                group.addTask { while let name = await self.next() { await self.handle(name) } }
            }
            group.addTask { await self.watchFolder() }
            await group.waitForAll()
        }
    }

    // MARK: Which files

    private func watchFolder() async {
        await withDiscardingTaskGroup { group in
            var looks = 0
            while !Task.isCancelled {
                if await isThere() {
                    if watch == nil, let opened = FolderWatch(folder.path) {
                        watch = opened
                        let changes = opened.changes
                        group.addTask { for await names in changes { await self.note(names) } }
                        looks = 0
                    }
                    // The kernel tells of what happens on this machine; what others put on a shared disk is looked for.
                    if watch == nil || looks.isMultiple(of: 10) { look() }
                    looks += 1
                    requeueUnfinished()
                }
                try? await Task.sleep(for: .seconds(1))
            }
            watch = nil
        }
        for reader in idle { reader.resume(returning: nil) }
        idle = []
    }

    /// A folder that went away, or whose mount did, is said every minute until it is back.
    private func isThere() async -> Bool {
        let now = folder.identity()
        if let now, now.isMountPoint || !identity.isMountPoint {
            if now.device != identity.device || now.inode != identity.inode { watch = nil }
            identity = now
            if lastSaidMissing != nil {
                lastSaidMissing = nil
                health.trouble = nil
                await complain("\(folder.path): the inbox is back")
                await changed(health)
            }
            return true
        }
        watch = nil
        if lastSaidMissing.map({ clock.now().seconds(since: $0) >= 60 }) ?? true {
            lastSaidMissing = clock.now()
            let what = now == nil ? "the folder is gone" : "nothing is mounted there any more"
            health.trouble = "\(what): nothing comes in"
            await complain("\(folder.path): \(what): nothing comes in; mount it or make it again")
            await changed(health)
        }
        return false
    }

    private func note(_ names: [InboxFolder.Name]) {
        if names.isEmpty { look() }
        for name in names {
            unfinished[name]?.since = clock.now()
            if unfinished[name] == nil || !known.contains(name) { enqueue(name) }
        }
    }

    private func look() {
        let names = folder.names() ?? []
        for name in names where stuck[name] == nil || stuck[name] != folder.state(of: name) { enqueue(name) }
        let there = Set(names)
        stuck = stuck.filter { there.contains($0.key) }
        unfinished = unfinished.filter { there.contains($0.key) || known.contains($0.key) }
    }

    /// Unfinished files are looked at again when they have changed, or their time is over.
    private func requeueUnfinished() {
        for (name, wait) in unfinished where !known.contains(name) {
            let isOver = clock.now().seconds(since: wait.since) >= options.patience
            if isOver || folder.state(of: name) != wait.state { enqueue(name) }
        }
    }

    private func enqueue(_ name: InboxFolder.Name) {
        guard known.insert(name).inserted else { return }
        if let reader = idle.popLast() { reader.resume(returning: name) } else { ready.append(name) }
    }

    /// The next file for a reader; nil when there will be none.
    private func next() async -> InboxFolder.Name? {
        if Task.isCancelled { return nil }
        if !ready.isEmpty { return ready.removeFirst() }
        return await withCheckedContinuation { idle.append($0) }
    }
}
