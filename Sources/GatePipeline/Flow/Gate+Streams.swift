import GateDomain

extension Gate {
    /// Something happened to a camera's stream.
    func note(_ event: SupervisorEvent, at camera: CameraPlace) {
        let name = "lane \(camera.lane.lane), camera \"\(camera.camera)\""
        switch event {
        case .connected, .ended: break
        case .notice(.gap(let from, let to)):
            tell(.warning("\(name): no footage from \(from.instant.rfc3339) to \(to.instant.rfc3339)"))
        case .notice(.damaged(let count, _, let detail)):
            self.count(camera) { $0.damaged += count }
            tell(.warning("\(name): \(detail)"))
        case .failed(let error, let willRetryIn):
            if willRetryIn == nil {
                tell(.problem("\(name): \(error)"))
            } else {
                count(camera) { $0.reconnects += 1 }
                tell(.warning("\(name): \(error)"))
            }
        }
    }
}
