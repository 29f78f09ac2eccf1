#ifndef CSYSTEM_H
#define CSYSTEM_H

/// Has the system put on the disk what was written in the file system that `descriptor` lies in, and waits for it.
/// Where a system can only do so for all file systems at once, it does that.
void fettle_synchronize(int descriptor);

#endif
