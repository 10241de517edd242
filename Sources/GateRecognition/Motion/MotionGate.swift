import GateDomain

/// Tells an empty lane from one with a vehicle in it, on a coarse grid of the luma; robust against shadows, rain and exposure.
struct MotionGate {
    struct Scene {
        /// Share of the picture whose texture is not the empty lane's.
        var presence: Double
        var isMoving: Bool
        var isDark: Bool
        /// Worth looking for plates and codes.
        var hasForeground: Bool

        static let empty = Scene(presence: 0, isMoving: false, isDark: false, hasForeground: false)
    }

    static let (columns, rows) = (64, 36)
    private var background: [Float] = []
    private var previous: [Float] = []
    private var age: [Float] = []
    private var last = Instant.distantPast

    mutating func look(_ view: GreyView, at instant: Instant) -> Scene {
        let means = Self.means(view)
        let mean = means.reduce(0, +) / Float(means.count)
        let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(means.count)
        let isDark = variance < 9 && mean < 40
        if isDark { return Scene(presence: 0, isMoving: false, isDark: true, hasForeground: false) }
        let texture = Self.texture(means)
        guard background.count == texture.count, instant.seconds(since: last) < 5 else {
            (background, previous, last) = (texture, texture, instant)
            age = [Float](repeating: 0, count: texture.count)
            return .empty
        }
        let seconds = Float(instant.seconds(since: last))
        last = instant
        var foreground = 0
        var moving = 0
        for index in texture.indices {
            let isNew = abs(texture[index] - background[index]) > 7
            if abs(texture[index] - previous[index]) > 6 { moving += 1 }
            if isNew { foreground += 1 }
            // The empty lane is learnt quickly where nothing stands, and very slowly where something does.
            let rate: Float = isNew ? 0.004 : 0.3
            background[index] += (texture[index] - background[index]) * min(1, rate * seconds)
        }
        previous = texture
        let share = Double(foreground) / Double(texture.count)
        let motion = Double(moving) / Double(texture.count)
        return Scene(
            presence: share, isMoving: motion > 0.01, isDark: false, hasForeground: share > 0.04)
    }

    /// Block means, sampled.
    static func means(_ view: GreyView) -> [Float] {
        var means = [Float](repeating: 0, count: columns * rows)
        let (w, h) = (max(1, view.width / columns), max(1, view.height / rows))
        let (stepX, stepY) = (max(1, w / 8), max(1, h / 4))
        for row in 0..<rows {
            for column in 0..<columns {
                var sum = 0
                var count = 0
                var y = min(row * view.height / rows, view.height - 1)
                let bottom = min(y + h, view.height)
                while y < bottom {
                    var x = min(column * view.width / columns, view.width - 1)
                    let right = min(x + w, view.width)
                    while x < right {
                        sum += Int(view.base[y * view.stride + x])
                        count += 1
                        x += stepX
                    }
                    y += stepY
                }
                means[row * columns + column] = view.value(Float(sum) / Float(max(1, count)))
            }
        }
        return means
    }

    /// Differences of neighbouring blocks over their brightness: a shadow or a change of exposure leaves them as they are.
    static func texture(_ means: [Float]) -> [Float] {
        var texture = [Float](repeating: 0, count: means.count)
        for row in 0..<rows - 1 {
            for column in 0..<columns - 1 {
                let index = row * columns + column
                let (a, b, c) = (means[index], means[index + 1], means[index + columns])
                texture[index] = 100 * ((a - b) + (a - c)) / (a + b + c + 30)
            }
        }
        return texture
    }
}
