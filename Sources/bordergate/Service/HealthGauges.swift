import GateDomain
import GatePipeline
import GateServer

/// A gate's health as numbers of `/metrics`.
enum HealthGauges {
    static func gauges(_ health: GateHealth) -> [ServiceGauge] {
        let cameras = health.lanes.flatMap { lane in lane.cameras.map { (lane: lane, camera: $0) } }
        func perCamera(
            _ name: String, _ help: String, type: String = "gauge", _ value: (CameraHealth) -> Double
        ) -> [ServiceGauge] {
            cameras.map {
                ServiceGauge(
                    name, help, value($0.camera), labels: labels($0.lane, [("camera", $0.camera.camera)]), type: type)
            }
        }
        func perLane(
            _ name: String, _ help: String, type: String = "gauge", _ value: (LaneHealth) -> Double?
        ) -> [ServiceGauge] {
            health.lanes.compactMap { lane in
                value(lane).map { ServiceGauge(name, help, $0, labels: labels(lane), type: type) }
            }
        }
        func age(_ time: Timestamp?) -> Double? { time.map { max(0, health.at.instant.seconds(since: $0.instant)) } }

        var all = perCamera("gate_camera_up", "1 while the camera delivers.") { $0.state == .up ? 1 : 0 }
        all += perCamera("gate_camera_sees", "0 while it is dark or its view is not its lane's.") {
            $0.darkSince == nil && $0.view == nil ? 1 : 0
        }
        all += perCamera("gate_frames_watched_total", "Frames that reached the recogniser.", type: "counter") {
            Double($0.watched)
        }
        all += perCamera("gate_frames_read_total", "Frames searched for plates and codes.", type: "counter") {
            Double($0.read)
        }
        all += cameras.flatMap { lane, camera in
            [("busy", camera.dropped.busy), ("late", camera.dropped.late), ("damaged", camera.dropped.damaged)].map {
                ServiceGauge(
                    "gate_frames_dropped_total", "Frames left out, by reason.", Double($0.1),
                    labels: labels(lane, [("camera", camera.camera), ("reason", $0.0)]), type: "counter")
            }
        }
        all += perCamera("gate_sightings_total", "Plates and numbers seen.", type: "counter") { Double($0.sightings) }
        all += perCamera("gate_camera_reconnects_total", "Connections made again.", type: "counter") {
            Double($0.reconnects)
        }
        all += perLane("gate_lane_open_vehicles", "Vehicles in the lane and not decided yet.") { Double($0.open) }
        all += perLane("gate_verdicts_total", "Vehicles decided.", type: "counter") { Double($0.verdicts) }
        all += perLane("gate_last_verdict_age_seconds", "Since the lane's last verdict.") { age($0.lastVerdict) }
        let inboxes: [(String, String, String, (InboxHealth) -> Int)] = [
            ("gate_inbox_waiting", "Files that wait.", "gauge", \.waiting),
            ("gate_inbox_taken_total", "Files taken.", "counter", \.taken),
            ("gate_inbox_refused_total", "Files refused.", "counter", \.refused),
        ]
        for (name, help, type, value) in inboxes {
            all += health.inboxes.map {
                ServiceGauge(name, help, Double(value($0)), labels: text([("folder", $0.folder)]), type: type)
            }
        }
        if let store = health.store {
            all += [
                ServiceGauge("gate_open_cases", "Cases that no officer has decided.", Double(store.openCases)),
                ServiceGauge("gate_store_bytes", "Size of the database.", Double(store.bytes)),
                ServiceGauge("gate_disk_free_bytes", "Free for this user.", Double(store.freeBytes)),
                ServiceGauge(
                    "gate_audit_records_total", "Length of the chain.", Double(store.auditRecords), type: "counter"),
            ]
            if let age = age(store.oldestOpenCase) {
                all.append(ServiceGauge("gate_oldest_open_case_age_seconds", "How long the oldest case waits.", age))
            }
        }
        all.append(
            ServiceGauge("gate_troubles", "Things that an operator should look at.", Double(health.troubles.count)))
        return all
    }

    private static func labels(_ lane: LaneHealth, _ more: [(String, String)] = []) -> String {
        text([("gate", lane.gate), ("lane", lane.lane)] + more)
    }

    /// Prometheus' text format escapes a backslash, a quotation mark and a line's end.
    static func text(_ labels: [(name: String, value: String)]) -> String {
        labels.map { name, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            return "\(name)=\"\(escaped)\""
        }.joined(separator: ",")
    }
}
