import Foundation
import GateDomain

/// What happens to one file.
extension Intake {
    func handle(_ name: InboxFolder.Name) async {
        defer { known.remove(name) }
        guard let state = folder.state(of: name) else {
            unfinished[name] = nil
            return
        }
        guard state.isRegular else {
            await refuse(name, state, ["it is no regular file; put the file itself here"])
            return
        }
        guard state.size <= options.limit else {
            await refuse(
                name, state, ["\(state.size) bytes are more than the \(options.limit) that are read; split the file"])
            return
        }
        guard folder.isClosed(name, state, now: clock.now()) else {
            await wait(name, state, "it is still being written")
            return
        }
        let shown = "\(folder.path)/\(name.text)"
        if !name.isUTF8 { await complain("\(shown): its name is no UTF-8; it is taken all the same") }
        do {
            let outcome = try await take(InboxFile(path: folder.file(name), name: shown, limit: options.limit))
            // Somebody went on writing while it was read: once more, from its beginning.
            guard folder.state(of: name) == state else {
                await wait(name, folder.state(of: name), "it changed while it was read")
                return
            }
            switch outcome {
            case .taken: await moveAway(name, state, to: "taken")
            case .refused(let reasons): await refuse(name, state, reasons)
            case .unfinished(let reason): await wait(name, state, reason)
            }
        } catch {
            guard !Task.isCancelled else { return }
            await complain("\(shown): \(error); it stays and is tried again")
            unfinished[name] = Unfinished(state: state, since: clock.now())
        }
    }

    /// Leaves the file until it changes; refuses it when it has not for too long.
    private func wait(_ name: InboxFolder.Name, _ state: InboxFolder.FileState?, _ reason: String) async {
        let now = clock.now()
        if let before = unfinished[name], before.state == state {
            guard now.seconds(since: before.since) >= options.patience, let state else { return }
            await refuse(
                name, state,
                ["\(reason), and nothing came for \(Int(saturating: options.patience)) s; send it again, whole"])
        } else {
            unfinished[name] = Unfinished(state: state, since: now)
        }
    }

    private func refuse(_ name: InboxFolder.Name, _ state: InboxFolder.FileState, _ reasons: [String]) async {
        let shown = "\(folder.path)/\(name.text)"
        for reason in reasons.prefix(20) { await complain(reason.hasPrefix(shown) ? reason : "\(shown): \(reason)") }
        await moveAway(name, state, to: "refused", because: reasons)
    }

    private func moveAway(
        _ name: InboxFolder.Name, _ state: InboxFolder.FileState, to kind: String, because reasons: [String] = []
    ) async {
        unfinished[name] = nil
        let now = clock.now()
        let subfolder = kind == "taken" ? "taken/\(now.rfc3339.prefix(10))" : kind
        do {
            let moved = try folder.move(name, into: subfolder)
            if !reasons.isEmpty { try folder.write(reasons, asReasonFor: moved, in: subfolder) }
        } catch {
            // It is not read again until it changes.
            stuck[name] = state
            await complain("\(error)")
        }
        if kind == "taken" {
            health.taken += 1
            health.lastTaken = Timestamp(now)
        } else {
            health.refused += 1
        }
        health.waiting = ready.count + unfinished.count
        await changed(health)
    }
}
