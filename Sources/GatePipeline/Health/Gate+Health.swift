import GateDomain

extension Gate {
    /// How the gate is now. Asks the store, and so tells too whether that answers.
    public func health() async -> GateHealth {
        var storeTrouble: String?
        var kept: StoreHealth?
        do {
            kept = try await store.health()
        } catch {
            storeTrouble = "\(error)"
        }
        let open = Dictionary(grouping: engine.open, by: \.lane)
        let lanes = self.lanes.map { lane in
            var lane = lane
            lane.open = open[LanePlace(gate: lane.gate, lane: lane.lane)]?.count ?? 0
            lane.cameras = cameras.filter { $0.key.lane == LanePlace(gate: lane.gate, lane: lane.lane) }
                .sorted { $0.key < $1.key }.map(\.value)
            return lane
        }
        let inboxes = inboxes.values.sorted { $0.folder < $1.folder }
        return GateHealth(
            at: Timestamp(clock.now()), startedAt: Timestamp(started),
            troubles: troubles(lanes, inboxes, kept, storeTrouble), lanes: lanes, inboxes: inboxes, store: kept)
    }

    /// Bytes on the disk below which an operator is warned: about a day of pictures.
    private static let scarce = 2 << 30

    private func troubles(
        _ lanes: [LaneHealth], _ inboxes: [InboxHealth], _ kept: StoreHealth?, _ storeTrouble: String?
    ) -> [String] {
        var troubles: [String] = []
        if let storeTrouble { troubles.append("store: \(storeTrouble)") }
        if let kept, kept.freeBytes < Self.scarce {
            troubles.append("disk: \(kept.freeBytes >> 20) MiB are left for \(kept.path); make room")
        }
        for lane in lanes {
            for camera in lane.cameras {
                let name = "lane \(lane.lane), camera \"\(camera.camera)\""
                switch camera.state {
                case .away:
                    let since = camera.since.map { " since \($0.instant.rfc3339)" } ?? ""
                    troubles.append("\(name): away\(since)\(camera.trouble.map { ": \($0)" } ?? "")")
                case .starting: troubles.append("\(name): no picture yet")
                case .up, .ended:
                    if let dark = camera.darkSince {
                        troubles.append("\(name): its picture is dark since \(dark.instant.rfc3339)")
                    }
                    if let view = camera.view, let since = camera.viewSince {
                        troubles.append("\(name): its view is \(view.words) since \(since.instant.rfc3339)")
                    }
                }
            }
        }
        for inbox in inboxes { if let trouble = inbox.trouble { troubles.append("\(inbox.folder): \(trouble)") } }
        return troubles
    }

    func note(_ verdict: Verdict) {
        guard let index = lanes.firstIndex(where: { $0.gate == verdict.place.gate && $0.lane == verdict.place.lane })
        else { return }
        lanes[index].verdicts += 1
        (lanes[index].lastVerdict, lanes[index].lastChannel) = (Timestamp(verdict.decided), verdict.channel)
    }
}
