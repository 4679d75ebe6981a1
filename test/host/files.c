#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void tell(const char *what, int failed)
{
    printf("%s: %s\n", what, failed ? strerror(errno) : "done");
}

int main(void)
{
    char line[64];
    FILE *in = fopen("poem.txt", "r");
    while (fgets(line, sizeof line, in)) printf("> %s", line);
    fseek(in, 4, SEEK_SET);
    printf("at 4: %c, now at %ld\n", fgetc(in), ftell(in));
    fseek(in, -3, SEEK_END);
    printf("last: %s", fgets(line, sizeof line, in));
    fclose(in);

    FILE *out = fopen("/new.txt", "w");
    fprintf(out, "%d lines\n", 3);
    for (int i = 0; i < 300; i++) fputs("0123456789", out);
    fclose(out);
    out = fopen("new.txt", "a");
    fputs("end\n", out);
    fclose(out);
    struct stat stat_of;
    tell("stat", stat("new.txt", &stat_of));
    printf("%lld bytes, %s\n", (long long)stat_of.st_size, S_ISREG(stat_of.st_mode) ? "regular" : "other");
    out = fopen("new.txt", "r+");
    fseek(out, 2, SEEK_SET);
    fputs("LINES", out);
    rewind(out);
    printf("rewritten: %s", fgets(line, sizeof line, out));
    tell("truncate", ftruncate(fileno(out), 5));
    fclose(out);

    tell("mkdir", mkdir("folder", 0777));
    tell("mkdir again", mkdir("folder", 0777));
    tell("rename", rename("new.txt", "folder/moved.txt"));
    tell("rmdir", rmdir("folder"));
    DIR *directory = opendir(".");
    int files = 0, folders = 0;
    for (struct dirent *entry; (entry = readdir(directory));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (entry->d_type == DT_DIR) folders++;
        else files++;
    }
    closedir(directory);
    printf("%d files, %d folders\n", files, folders);
    tell("unlink", unlink("folder/moved.txt"));
    tell("rmdir", rmdir("folder"));
    tell("missing", !fopen("missing.txt", "r"));
    tell("outside", !fopen("../outside.txt", "r"));
    tell("a folder", !fopen("sub", "w"));
    FILE *kept = fopen("kept.txt", "wx");
    fputs("kept\n", kept);
    fclose(kept);
    tell("exclusive", !fopen("kept.txt", "wx"));
    return 0;
}
