import GateDomain

/// What cameras and inboxes tell of themselves.
extension Gate {
    /// A picture could not be kept; its sighting goes on without it.
    func gaveUpPicture(of camera: CameraPlace, _ error: StoreError) {
        count(camera) { $0.picturesLost += 1 }
        tell(.problem("lane \(camera.lane.lane), camera \"\(camera.camera)\": \(error)"))
    }

    /// A camera's view is troubled, or free again.
    func note(_ trouble: ViewTrouble?, at camera: CameraPlace) {
        count(camera) { ($0.view, $0.viewSince) = (trouble?.problem, trouble.map { Timestamp($0.since) }) }
        let name = Self.name(camera)
        tell(
            .warning(
                trouble.map { "\(name): the view is \($0.problem.words); look after it" }
                    ?? "\(name): the view is as before"))
    }

    /// Something happened to a camera's stream.
    func note(_ event: SupervisorEvent, at camera: CameraPlace) {
        let name = Self.name(camera)
        switch event {
        case .connected: break
        case .ended: count(camera) { $0.state = .ended }
        case .notice(.gap(let from, let to)):
            tell(.warning("\(name): no footage from \(from.text) to \(to.text)"))
        case .notice(.damaged(let count, _, let detail)):
            self.count(camera) { $0.dropped.damaged += count }
            tell(.warning("\(name): \(detail)"))
        case .failed(let error, let willRetryIn):
            count(camera) { $0.trouble = error.description }
            if willRetryIn == nil {
                tell(.problem("\(name): \(error)"))
            } else {
                count(camera) { $0.reconnects += 1 }
                setState(.away, of: camera)
                tell(.warning("\(name): \(error)"))
            }
        }
    }

    /// No picture has come from a live camera for a while.
    func isAway(_ camera: CameraPlace) {
        guard cameras[camera]?.state != .away else { return }
        setState(.away, of: camera)
        tell(.warning("\(Self.name(camera)): no picture comes"))
    }

    /// A picture came.
    func isUp(_ camera: CameraPlace) {
        guard let before = cameras[camera], before.state != .up else { return }
        setState(.up, of: camera)
        count(camera) { $0.trouble = nil }
        guard before.state == .away, let since = before.since else { return }
        let seconds = clock.now().seconds(since: since.instant).rounded()
        tell(.notice("\(Self.name(camera)): is back after \(Int(saturating: seconds)) s"))
    }

    private func setState(_ state: CameraHealth.State, of camera: CameraPlace) {
        let now = Timestamp(clock.now())
        count(camera) {
            guard $0.state != state else { return }
            ($0.state, $0.since) = (state, now)
        }
    }

    /// An inbox's own word on how it is.
    public func note(_ inbox: InboxHealth) { inboxes[inbox.folder] = inbox }

    private static func name(_ camera: CameraPlace) -> String {
        "lane \(camera.lane.lane), camera \"\(camera.camera)\""
    }
}
