import GateDomain
import GatePipeline

extension DeskPages {
    var laneRoutes: [Route] { [route(.get, "/desk/lanes", .look, lanes)] }

    @Sendable private func lanes(_ call: Call) async throws -> HTTPResponse {
        let cameras = try await store.cameras()
        let health = await health()
        var query = DeskQuery(officer: "")
        query.limit = 1
        var lanes: [LanesPage.Lane] = []
        for place in try await store.queue(query).lanes {
            lanes.append(
                LanesPage.Lane(
                    place: place, cameras: cameras.filter { $0.place.lane == place },
                    passages: try await store.passages(of: place, limit: 6),
                    health: health?.lanes.first { $0.gate == place.gate && $0.lane == place.lane }))
        }
        return LanesPage(call: call, lanes: lanes, health: health, now: parts.clock.now).response()
    }
}
