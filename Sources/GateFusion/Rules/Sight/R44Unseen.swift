import GateDomain

/// R44: something of the passage was not seen: a camera dark, footage missing, a plate or a declared container not read.
enum R44Unseen: Rule {
    static let number = 44

    /// `camera dark`, or what is wrong with the view, with the cameras.
    private static func troubles(_ passage: Passage) -> [(what: String, cameras: [String])] {
        var cameras: [String: [String]] = [:]
        for camera in passage.darkCameras {
            let reasons = passage.sightings.compactMap { sighting in
                if sighting.place.camera == camera, case .cameraDark(let reason) = sighting.subject {
                    reason
                } else {
                    nil
                }
            }
            let isSeeing = !reasons.isEmpty && reasons.allSatisfy { $0.hasPrefix(CameraTracker.viewReason) }
            cameras[isSeeing ? reasons.last ?? "" : "camera dark", default: []].append(camera)
        }
        return cameras.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        let passage = context.passage
        var missing: [String] = []
        for (what, cameras) in troubles(passage) { missing.append("\(what): \(cameras.joined(separator: ", "))") }
        if context.view.tractor == nil { missing.append("tractor plate not read") }
        let views = passage.unseenRoles.filter { $0.seesContainers }
        let declaresContainers = !(context.declaration?.containers.isEmpty ?? true)
        if declaresContainers {
            switch context.configuration.containerViews {
            case .every:
                if !views.isEmpty {
                    missing.append("no container number from: \(views.map(\.rawValue).joined(separator: ", "))")
                }
            case .any:
                if context.view.containers.isEmpty, !views.isEmpty { missing.append("container number not read") }
            }
        }
        let unkept = passage.sightings.filter { ($0.picturesLost ?? 0) > 0 }
        if missing.isEmpty, !unkept.isEmpty {
            // It was seen; only the proof is missing: enough to be looked at later, not to hold the vehicle.
            return .found(
                Finding(
                    severity: 1, seen: pictures(of: unkept), declared: context.declaration?.reference,
                    reason: "Pictures of this passage could not be kept.", sightings: unkept))
        }
        if missing.isEmpty { return .clear }
        if !unkept.isEmpty { missing.append(pictures(of: unkept)) }
        let sightings = passage.sightings.filter { sighting in
            switch sighting.subject {
            case .unreadVehicle, .cameraDark: true
            case .plate, .container: false
            }
        }
        return .found(
            Finding(
                seen: missing.joined(separator: "; "), declared: context.declaration?.reference,
                reason: "A part of this passage was not seen.", sightings: sightings))
    }

    private static func pictures(of sightings: [Sighting]) -> String {
        "pictures not kept: \(Set(sightings.map(\.place.camera)).sorted().joined(separator: ", "))"
    }
}
