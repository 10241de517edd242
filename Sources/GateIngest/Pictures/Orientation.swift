import CFFmpeg
import GateDomain

/// How a picture must be turned or mirrored to stand as it was seen: phones keep what the sensor gave and note how they were held (EXIF, the display
/// matrix of MP4). Quarter turns only; nobody holds a gate camera askew and notes it.
struct Orientation: Equatable {
    /// Where a pixel of the upright picture comes from: x = a·X + b·Y, y = c·X + d·Y, each from the far edge where the sum is negative.
    private let a: Int, b: Int, c: Int, d: Int

    /// From FFmpeg's display matrix, nine 32-bit numbers; nil where nothing is to be done or the matrix is no quarter turn.
    init?(matrix: UnsafePointer<UInt8>, size: Int) {
        guard size >= 9 * MemoryLayout<Int32>.size else { return nil }
        let numbers = UnsafeRawPointer(matrix)
        let signs = [0, 1, 3, 4].map {
            Int(numbers.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Int32>.size, as: Int32.self).signum())
        }
        (a, b, c, d) = (signs[0], signs[1], signs[2], signs[3])
        let isStraight = a * d != 0 && b == 0 && c == 0
        let isTurned = b * c != 0 && a == 0 && d == 0
        guard isStraight || isTurned, a != 1 || d != 1 else { return nil }
    }

    /// Of a stream whose container tells; nil where it does not.
    init?(stream: UnsafeMutablePointer<AVStream>) {
        var size = 0
        guard let matrix = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size) else { return nil }
        self.init(matrix: matrix, size: size)
    }

    /// Of a picture that tells itself; nil where it does not.
    init?(frame: UnsafeMutablePointer<AVFrame>) {
        guard let told = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX), let matrix = told.pointee.data
        else { return nil }
        self.init(matrix: matrix, size: Int(told.pointee.size))
    }

    /// The picture (planar 4:2:0) upright; nil without memory for it. The caller frees it.
    func upright(_ frame: UnsafeMutablePointer<AVFrame>) -> UnsafeMutablePointer<AVFrame>? {
        let (width, height) = (Int(frame.pointee.width), Int(frame.pointee.height))
        var turned = av_frame_alloc()
        guard let result = turned else { return nil }
        result.pointee.format = frame.pointee.format
        result.pointee.color_range = frame.pointee.color_range
        result.pointee.width = Int32(a == 0 ? height : width)
        result.pointee.height = Int32(a == 0 ? width : height)
        let (from, chroma) = (frame.pointee, (width: (width + 1) / 2, height: (height + 1) / 2))
        guard av_frame_get_buffer(result, 0) >= 0, case let into = result.pointee,
            turn(from.data.0, from.linesize.0, into.data.0, into.linesize.0, width, height),
            turn(from.data.1, from.linesize.1, into.data.1, into.linesize.1, chroma.width, chroma.height),
            turn(from.data.2, from.linesize.2, into.data.2, into.linesize.2, chroma.width, chroma.height)
        else {
            av_frame_free(&turned)
            return nil
        }
        return result
    }

    /// - Parameter width: of the plane that is turned.
    private func turn(
        _ source: UnsafeMutablePointer<UInt8>?, _ sourceStride: Int32, _ target: UnsafeMutablePointer<UInt8>?,
        _ targetStride: Int32, _ width: Int, _ height: Int
    ) -> Bool {
        guard let source, let target, Int(sourceStride) >= width, Int(targetStride) >= (a == 0 ? height : width) else {
            return false
        }
        let stride = Int(sourceStride)
        let first = (a + b < 0 ? width - 1 : 0) + (c + d < 0 ? height - 1 : 0) * stride
        let (right, down) = (a + c * stride, b + d * stride)
        let (columns, rows) = a == 0 ? (height, width) : (width, height)
        // In strips that stay in the cache: a turned row walks through as many rows of the source.
        for left in Swift.stride(from: 0, to: columns, by: Self.strip) {
            for row in 0..<rows {
                var from = first + row * down + left * right
                let into = target + row * Int(targetStride)
                for column in left..<min(columns, left + Self.strip) {
                    into[column] = source[from]
                    from += right
                }
            }
        }
        return true
    }

    private static let strip = 64
}
