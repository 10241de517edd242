public import GateDomain

/// One plane of a decoded picture: 8-bit samples, row by row.
public struct PicturePlane: @unchecked Sendable {
    // Sendable: nobody writes to a decoded picture, and `VideoFrame.owner` keeps the memory alive.
    public let base: UnsafePointer<UInt8>
    public let width: Int
    public let height: Int
    /// Bytes from one row to the next.
    public let stride: Int

    public init(base: UnsafePointer<UInt8>, width: Int, height: Int, stride: Int) {
        self.base = base
        self.width = width
        self.height = height
        self.stride = stride
    }
}

/// One decoded picture, 4:2:0: a full-size luma plane and two chroma planes of half the size, not copied from the decoder.
public final class VideoFrame: Sendable {
    public let time: CaptureTime
    public let luma: PicturePlane
    public let blue: PicturePlane
    public let red: PicturePlane
    /// Luma spans 0…255 instead of 16…235.
    public let isFullRange: Bool
    private let owner: any AnyObject & Sendable

    /// - Parameter owner: keeps the planes' memory alive.
    public init(
        time: CaptureTime, luma: PicturePlane, blue: PicturePlane, red: PicturePlane, isFullRange: Bool,
        owner: any AnyObject & Sendable
    ) {
        self.time = time
        self.luma = luma
        self.blue = blue
        self.red = red
        self.isFullRange = isFullRange
        self.owner = owner
    }

    public var width: Int { luma.width }
    public var height: Int { luma.height }
}
